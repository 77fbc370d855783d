using System.Net;
using System.Net.Http;
using DigitalLand.Datasets.Expectations.Platform;

namespace DigitalLand.Datasets.Tests.Expectations;

/// <summary>The services that expectations ask, in place of the network. What is not known is not found.</summary>
internal sealed class FakePlatform : HttpMessageHandler
{
    private readonly Dictionary<string, string> _answers = new(StringComparer.Ordinal);

    /// <summary>Every URL that was asked for, unescaped.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>Statuses for the first requests, before answers are given.</summary>
    public Queue<HttpStatusCode> Trouble { get; } = new();

    public RetrySchedule Schedule { get; set; } = new();

    public FakePlatform Boundary(string lpa, string wkt)
    {
        _answers[$"/curie/statistical-geography:{lpa}.json"] = $$"""{"entity": 1, "geometry": "{{wkt}}"}""";
        return this;
    }

    public FakePlatform Resources(params string[] rows)
    {
        _answers["/digital-land.csv"] = string.Concat(["organisation_entity,resource\r\n", .. rows.Select(row => row + "\r\n")]);
        return this;
    }

    public FakePlatform Answer(string path, string body)
    {
        _answers[path] = body;
        return this;
    }

    public PlanningPlatform Ask(TimeProvider clock) =>
        new(new HttpClient(this, disposeHandler: false), PlatformAddresses.Parse("http://platform.test", "http://datasette.test/"), clock, Schedule);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Asked.Add(Uri.UnescapeDataString(request.RequestUri!.AbsoluteUri));
        var response = Trouble.TryDequeue(out var status) ? new HttpResponseMessage(status)
            : _answers.TryGetValue(request.RequestUri.AbsolutePath, out var body) ? new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(body) }
            : new HttpResponseMessage(HttpStatusCode.NotFound);
        return Task.FromResult(response);
    }
}
