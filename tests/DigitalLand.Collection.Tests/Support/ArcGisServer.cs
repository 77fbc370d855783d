using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace DigitalLand.Collection.Tests.Support;

/// <summary>A layer of an ArcGIS server: points with the ids 1 to <see cref="Count"/>, and the ways in which such servers let one down.</summary>
internal sealed class ArcGisServer : IAsyncDisposable
{
    private readonly WebApplication _server;

    private ArcGisServer(WebApplication server) => _server = server;

    public string Url => _server.Urls.Single() + "/arcgis/rest/services/Trees/FeatureServer/0";

    public int Count { get; set; } = 7;

    /// <summary>Features in one answer at most.</summary>
    public int MaxRecordCount { get; set; } = 3;

    public bool SupportsPagination { get; set; } = true;

    public bool SupportsStatistics { get; set; } = true;

    public bool ListsIds { get; set; } = true;

    public bool Counts { get; set; } = true;

    /// <summary>The layer's page says so, while one answer holds <see cref="MaxRecordCount"/>.</summary>
    public int? ClaimedRecordCount { get; set; }

    /// <summary>Whatever the offset.</summary>
    public bool AlwaysFirstPage { get; set; }

    /// <summary>Asked for features, answers from this number on, so many times, with an error.</summary>
    public (int From, int Times) Fails { get; set; } = (int.MaxValue, 0);

    /// <summary>An error with status 200, as these servers like to answer, or a plain 500.</summary>
    public bool FailsPolitely { get; set; } = true;

    public int Pages { get; private set; }

    public Func<int, JsonObject> Feature { get; set; } = Point;

    public static async Task<ArcGisServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        var server = new ArcGisServer(builder.Build());
        var layer = "/arcgis/rest/services/Trees/FeatureServer/0";
        server._server.MapGet(layer, (HttpRequest request) => request.Query["f"] == "json" ? Json(server.Metadata()) : Results.Text("<h1>Trees</h1>", "text/html"));
        server._server.MapGet(layer + "/query", (HttpRequest request) => server.Ask(request.Query));
        server._server.MapPost(layer + "/query", async (HttpRequest request) => server.Page(await request.ReadFormAsync()));
        await server._server.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    public static JsonObject Point(int id) => new()
    {
        ["attributes"] = new JsonObject { ["OBJECTID"] = id, ["name"] = $"Tree {id}" },
        ["geometry"] = new JsonObject { ["x"] = id * 0.5, ["y"] = 51.0 },
    };

    private JsonObject Metadata() => new()
    {
        ["maxRecordCount"] = ClaimedRecordCount ?? MaxRecordCount,
        ["geometryType"] = "esriGeometryPoint",
        ["fields"] = new JsonArray(new JsonObject { ["name"] = "OBJECTID", ["type"] = "esriFieldTypeOID" }),
        ["supportsStatistics"] = SupportsStatistics,
        ["advancedQueryCapabilities"] = new JsonObject { ["supportsPagination"] = SupportsPagination },
        ["extent"] = new JsonObject { ["xmin"] = 0, ["ymin"] = 50, ["xmax"] = 10, ["ymax"] = 52, ["spatialReference"] = new JsonObject { ["wkid"] = 4326 } },
    };

    private IResult Ask(IQueryCollection query) =>
        query["returnCountOnly"] == "true" ? Json(Counts ? new JsonObject { ["count"] = Count } : Error())
        : query["returnIdsOnly"] == "true" ? Json(ListsIds ? new JsonObject { ["objectIds"] = new JsonArray([.. Ids(query["where"]!).Reverse().Select(id => (JsonNode)id)]) } : Error())
        : query.ContainsKey("outStatistics") ? Json(new JsonObject
        {
            ["features"] = new JsonArray(new JsonObject { ["attributes"] = new JsonObject { ["THE_MIN"] = 1, ["THE_MAX"] = Count } }),
        })
        : Json(Error());

    private IResult Page(IFormCollection form)
    {
        Pages++;
        if (Pages >= Fails.From && Pages < Fails.From + Fails.Times)
        {
            return FailsPolitely ? Json(Error()) : Results.StatusCode(500);
        }

        var matching = form.ContainsKey("geometry") ? Inside(form["geometry"]!) : Ids(form["where"]!);
        var offset = form.ContainsKey("resultOffset") && !AlwaysFirstPage ? int.Parse(form["resultOffset"]!, CultureInfo.InvariantCulture) : 0;
        var rest = matching.Skip(offset).ToList();
        var size = form.TryGetValue("resultRecordCount", out var asked) ? Math.Min(int.Parse(asked!, CultureInfo.InvariantCulture), MaxRecordCount) : MaxRecordCount;
        var page = new JsonObject { ["features"] = new JsonArray([.. rest.Take(size).Select(Feature)]) };
        if (rest.Count > size)
        {
            page["exceededTransferLimit"] = true;
        }

        return Json(page);
    }

    private IEnumerable<int> Ids(StringValues where)
    {
        var all = Enumerable.Range(1, Count);
        var words = where.ToString().Split(' ');
        int Word(int i) => int.Parse(words[i], CultureInfo.InvariantCulture);
        return words switch
        {
            ["1=1"] => all,
            [_, "=", _, "OR", _, "=", _] => all.Where(id => id == Word(2) || id == Word(6)),
            [_, ">", _, "AND", _, "<=", _] => all.Where(id => id > Word(2) && id <= Word(6)),
            [_, ">=", _, "AND", _, "<=", _] => all.Where(id => id >= Word(2) && id <= Word(6)),
            _ => throw new ArgumentException($"A condition that the server does not know: {where}", nameof(where)),
        };
    }

    private IEnumerable<int> Inside(StringValues envelope)
    {
        using var box = JsonDocument.Parse(envelope.ToString());
        var (left, right) = (box.RootElement.GetProperty("xmin").GetDouble(), box.RootElement.GetProperty("xmax").GetDouble());
        var (bottom, top) = (box.RootElement.GetProperty("ymin").GetDouble(), box.RootElement.GetProperty("ymax").GetDouble());
        return [.. Enumerable.Range(1, Count).Where(id => id * 0.5 >= left && id * 0.5 <= right && 51 >= bottom && 51 <= top)];
    }

    private static JsonObject Error() => new() { ["error"] = new JsonObject { ["code"] = 400, ["message"] = "Failed to execute query.", ["details"] = new JsonArray() } };

    private static IResult Json(JsonObject answer) => Results.Text(answer.ToJsonString(), "text/plain;charset=utf-8");
}
