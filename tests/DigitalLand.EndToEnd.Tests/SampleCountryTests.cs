using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using DigitalLand.Cli.Night;
using DigitalLand.Cli.SampleCountry;
using DigitalLand.Core;
using DigitalLand.Core.Csv;
using DigitalLand.Core.Hashing;
using DigitalLand.Core.Specifications;

namespace DigitalLand.EndToEnd.Tests;

public sealed class SampleCountryTests : IAsyncLifetime
{
    private static readonly DateOnly Today = new(2024, 5, 1);
    private static readonly PinnedClock Clock = new(new DateTimeOffset(2024, 5, 1, 2, 0, 0, TimeSpan.Zero));

    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _client = new();
    private SampleServer _server = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await SampleServer.StartAsync(Samples.Locate(), null, Clock, Cancel);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _client.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("/ashvale/conservation-areas.geojson", "ashvale/conservation-areas.geojson", "application/geo+json")]
    [InlineData("/brackmere/conservation-areas.csv", "brackmere/conservation_areas_2024.csv", "text/csv")]
    [InlineData("/coldwater/brownfield-register.csv", "coldwater/brownfield-register.csv", "application/octet-stream")]
    [InlineData("/dernholt/BLR_2022.csv", "dernholt/BLR_2022.csv", "text/csv")]
    [InlineData("/greytor/tree-points.csv", "greytor/tree-points.csv", "text/csv")]
    public async Task A_provider_serves_its_file_byte_for_byte(string path, string file, string contentType)
    {
        using var response = await GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(contentType, response.Content.Headers.ContentType?.ToString());
        var expected = await File.ReadAllBytesAsync(Path.Combine(Samples.Locate(), "providers", file), Cancel);
        Assert.Equal(expected, await response.Content.ReadAsByteArrayAsync(Cancel));
    }

    [Fact]
    public async Task Coldwater_writes_Windows_1252_that_is_not_UTF_8()
    {
        using var response = await GetAsync("/coldwater/brownfield-register.csv");
        var bytes = await response.Content.ReadAsByteArrayAsync(Cancel);

        Assert.Contains((byte)0xA3, bytes);
        Assert.Contains((byte)0x92, bytes);
        Assert.Throws<DecoderFallbackException>(() => new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes));
    }

    [Fact]
    public async Task Dernholt_begins_its_file_with_a_signature()
    {
        using var response = await GetAsync("/dernholt/BLR_2022.csv");

        Assert.Equal([0xEF, 0xBB, 0xBF], (await response.Content.ReadAsByteArrayAsync(Cancel))[..3]);
    }

    [Fact]
    public async Task Ivyhampton_has_moved_its_file_away()
    {
        using var response = await GetAsync("/ivyhampton/conservation-areas.csv");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Kingsthorn_answers_with_a_page_to_sign_in_and_status_200()
    {
        using var response = await GetAsync("/kingsthorn/brownfield-register.csv");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith("<!doctype html>", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hallowick_takes_its_time()
    {
        var start = Stopwatch.GetTimestamp();
        using var response = await GetAsync("/hallowick/protected-trees.csv");

        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 1.0, 60);
    }

    [Fact]
    public async Task Elmstow_and_Fenwick_Marsh_publish_one_resource_under_two_addresses()
    {
        var elmstow = await _client.GetByteArrayAsync(new Uri(_server.Address + "/elmstow/joint-brownfield-register.csv"), Cancel);
        var fenwickMarsh = await _client.GetByteArrayAsync(new Uri(_server.Address + "/fenwick-marsh/planning/brownfield.csv"), Cancel);

        Assert.Equal(Sha256Hex.OfBytes(elmstow), Sha256Hex.OfBytes(fenwickMarsh));
    }

    [Fact]
    public async Task A_path_of_nobody_is_not_found()
    {
        using var response = await GetAsync("/no-such-provider/file.csv");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public void Only_one_loopback_address_is_served()
    {
        // Had the server taken every address, this one would be taken too.
        using var neighbour = new TcpListener(IPAddress.Parse("127.0.0.2"), _server.Port);
        neighbour.Start();

        Assert.Equal($"http://127.0.0.1:{_server.Port}", _server.Address);
    }

    [Fact]
    public async Task The_remembered_port_is_used_again()
    {
        var remembered = new RememberedPort(_folder.Path);
        Assert.Null(remembered.Read());
        var first = await SampleServer.StartAsync(Samples.Locate(), remembered.Read(), Clock, Cancel);
        remembered.Write(first.Port);
        await first.DisposeAsync();

        await using var second = await SampleServer.StartAsync(Samples.Locate(), remembered.Read(), Clock, Cancel);

        Assert.Equal(first.Port, second.Port);
    }

    [Fact]
    public async Task A_port_that_is_taken_makes_way_for_a_free_one()
    {
        await using var second = await SampleServer.StartAsync(Samples.Locate(), _server.Port, Clock, Cancel);

        Assert.NotEqual(_server.Port, second.Port);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("0")]
    [InlineData("70000")]
    public void A_spoilt_memory_of_the_port_is_no_memory(string text)
    {
        File.WriteAllText(_folder.At("sample-country.port"), text);

        Assert.Null(new RememberedPort(_folder.Path).Read());
    }

    [Fact]
    public void Every_endpoint_of_the_configuration_is_served_and_the_other_way_round()
    {
        var served = SampleEndpoint.ReadAll(Path.Combine(Samples.Locate(), "providers.csv")).Select(endpoint => endpoint.Path);
        var configured = Directory.EnumerateFiles(Samples.Locate(), "endpoint.csv", SearchOption.AllDirectories)
            .SelectMany(path => CsvTable.Read(path).Rows)
            .Select(row => row["endpoint-url"]);

        Assert.Equal(served.Order(), configured.Order());
    }

    [Fact]
    public void An_installed_endpoint_is_keyed_by_the_hash_of_its_URL()
    {
        var night = Install("http://127.0.0.1:4711", moved: false);
        var folder = night.Collection("brownfield-land");

        var endpoints = CsvTable.Read(folder.Endpoints).Rows;
        Assert.Equal(5, endpoints.Count);
        Assert.All(endpoints, row => Assert.Equal(Sha256Hex.OfText(row["endpoint-url"]), row["endpoint"]));
        Assert.Contains(endpoints, row => row["endpoint-url"] == "http://127.0.0.1:4711/dernholt/BLR_2022.csv");
        var keys = endpoints.Select(row => row["endpoint"]).ToHashSet();
        Assert.All(CsvTable.Read(Path.Combine(folder.Collection, "source.csv")).Rows, row => Assert.Contains(row["endpoint"], keys));
        Assert.All(
            CsvTable.Read(Path.Combine(folder.Pipeline, "column.csv")).Rows.Where(row => row["endpoint"].Length > 0),
            row => Assert.Contains(row["endpoint"], keys));
    }

    [Fact]
    public void The_specification_of_the_country_can_be_read()
    {
        var night = Install("http://127.0.0.1:4711", moved: false);

        var specification = Specification.Load(night.Specification);

        Assert.Equal(
            ["end-date", "entity", "entry-date", "entry-number", "fact", "field", "priority", "reference-entity", "resource", "start-date", "value"],
            specification.FactorFields(Today));
        foreach (var schema in specification.Datasets.Select(dataset => dataset.Name))
        {
            Assert.All(specification.CurrentFields(schema, Today), field => Assert.NotEmpty(specification.TypologyOf(field)));
        }
    }

    [Fact]
    public void What_a_reader_changed_stays_when_the_country_is_installed_again()
    {
        var night = Install("http://127.0.0.1:4711", moved: false);
        var patch = Path.Combine(night.Collection("tree-preservation-order").Pipeline, "patch.csv");
        File.AppendAllText(patch, "tree,,tree-species,^Yew$,Taxus baccata,,,,,\r\n");
        var changed = File.ReadAllText(patch);

        Install("http://127.0.0.1:4711", moved: false);

        Assert.Equal(changed, File.ReadAllText(patch));
    }

    [Fact]
    public void After_a_move_the_old_endpoints_stay_on_record_but_have_ended()
    {
        Install("http://127.0.0.1:4711", moved: false);
        var night = Install("http://127.0.0.1:4712", moved: true);

        var rows = CsvTable.Read(night.Collection("tree-preservation-order").Endpoints).Rows;
        Assert.Equal(
            [
                ("http://127.0.0.1:4712/greytor/tree-points.csv", ""),
                ("http://127.0.0.1:4712/hallowick/protected-trees.csv", ""),
                ("http://127.0.0.1:4711/greytor/tree-points.csv", "2024-05-01"),
                ("http://127.0.0.1:4711/hallowick/protected-trees.csv", "2024-05-01"),
            ],
            rows.ConvertAll(row => (row["endpoint-url"], row["end-date"])));
    }

    private NightFolder Install(string address, bool moved)
    {
        var night = new NightFolder(_folder.At("night"));
        new SampleInstallation(Samples.Locate(), night).Install(address, moved, Today);
        return night;
    }

    private Task<HttpResponseMessage> GetAsync(string path) => _client.GetAsync(new Uri(_server.Address + path), Cancel);
}
