using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace DigitalLand.Cli.SampleCountry;

/// <summary>
/// The web sites of the sample country's providers, on loopback only. It answers as samples/providers.csv says: files byte for
/// byte, a page in place of a file, nothing at all, or late.
/// </summary>
internal sealed class SampleServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private SampleServer(WebApplication application, int port)
    {
        _application = application;
        Port = port;
    }

    public int Port { get; }

    /// <summary>The beginning of every URL of the country, without a slash at the end.</summary>
    public string Address => SampleAddress.Of(Port);

    /// <summary>
    /// Starts serving what the folder <paramref name="samples"/> describes, on the port that is wanted or, where none is or it is
    /// taken, on a free one. The clock measures the delay of slow providers.
    /// </summary>
    public static async Task<SampleServer> StartAsync(string samples, int? wantedPort, TimeProvider clock, CancellationToken cancel)
    {
        var endpoints = SampleEndpoint.ReadAll(Path.Combine(samples, "providers.csv"));
        var folder = Path.Combine(samples, "providers");
        var port = wantedPort is { } wanted && IsFree(wanted) ? wanted : 0;
        // The empty builder reads no settings of the current folder or of the environment: the country is the same everywhere.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        var application = builder.Build();
        foreach (var endpoint in endpoints)
        {
            application.MapGet(endpoint.Path, context => AnswerAsync(endpoint, folder, clock, context));
        }

        await application.StartAsync(cancel);
        return new SampleServer(application, new Uri(application.Urls.First()).Port);
    }

    public async ValueTask DisposeAsync() => await _application.DisposeAsync();

    private static async Task AnswerAsync(SampleEndpoint endpoint, string folder, TimeProvider clock, HttpContext context)
    {
        await Task.Delay(endpoint.Delay, clock, context.RequestAborted);
        context.Response.StatusCode = endpoint.Status;
        context.Response.ContentType = endpoint.ContentType;
        if (endpoint.File.Length == 0)
        {
            await context.Response.WriteAsync($"Status {endpoint.Status}\n", context.RequestAborted);
            return;
        }

        var file = Path.Combine(folder, endpoint.File);
        context.Response.ContentLength = new FileInfo(file).Length;
        await context.Response.SendFileAsync(file, context.RequestAborted);
    }

    /// <summary>Kestrel binds late and only says that binding failed; asking first keeps the fallback to a free port plain.</summary>
    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

/// <summary>How the country's URLs begin.</summary>
internal static class SampleAddress
{
    public static string Of(int port) => $"http://127.0.0.1:{port}";
}
