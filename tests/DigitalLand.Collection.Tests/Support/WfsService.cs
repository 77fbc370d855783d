using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DigitalLand.Collection.Tests.Support;

/// <summary>A web feature service 2.0.0 with one layer, <c>app:tree</c>, of five points.</summary>
internal sealed class WfsService : IAsyncDisposable
{
    private const int Count = 5;

    private readonly WebApplication _server;

    private WfsService(WebApplication server) => _server = server;

    public string Url => _server.Urls.Single() + "/wfs";

    public bool SecondPageFails { get; set; }

    public bool SecondPageIsEmpty { get; set; }

    /// <summary>Where the second page is said to be; blank for here.</summary>
    public string SecondPageIsAt { get; set; } = "";

    public int Pages { get; private set; }

    public static async Task<WfsService> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        var service = new WfsService(builder.Build());
        service._server.MapGet("/wfs", (HttpRequest request) => service.Answer(request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
        await service._server.StartAsync();
        return service;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private IResult Answer(Dictionary<string, string> query) => query["request"].ToUpperInvariant() switch
    {
        "GETCAPABILITIES" => Xml(Capabilities()),
        "DESCRIBEFEATURETYPE" => Xml(Schema),
        _ when query.GetValueOrDefault("resulttype") == "hits" => Xml($"""<wfs:FeatureCollection xmlns:wfs="http://www.opengis.net/wfs/2.0" numberMatched="{Count}" numberReturned="0"/>"""),
        _ => Page(query),
    };

    private IResult Page(Dictionary<string, string> query)
    {
        Pages++;
        int Number(string name, int otherwise) => query.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
        var start = Number("startindex", 0);
        if (start > 0 && SecondPageFails)
        {
            return Results.StatusCode(500);
        }

        if (start > 0 && SecondPageIsAt.Length > 0)
        {
            return Results.Redirect(SecondPageIsAt);
        }

        var ids = start > 0 && SecondPageIsEmpty ? [] : Enumerable.Range(1, Count).Skip(start).Take(Number("count", Count)).ToList();
        return Xml($"""
            <wfs:FeatureCollection xmlns:wfs="http://www.opengis.net/wfs/2.0" xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:app="http://example.com/app" numberMatched="unknown" numberReturned="{ids.Count}">
            {string.Concat(ids.Select(id => $"<wfs:member><app:tree gml:id=\"tree.{id}\"><app:name>Tree {id}</app:name><app:geom><gml:Point gml:id=\"p.{id}\" srsName=\"urn:ogc:def:crs:EPSG::27700\"><gml:pos>{id} 2</gml:pos></gml:Point></app:geom></app:tree></wfs:member>"))}
            </wfs:FeatureCollection>
            """);
    }

    private static IResult Xml(string text) => Results.Text(text, "text/xml");

    private string Capabilities()
    {
        string Operation(string name, string parameters = "") =>
            $"<ows:Operation name=\"{name}\"><ows:DCP><ows:HTTP><ows:Get xlink:href=\"{Url}\"/></ows:HTTP></ows:DCP>{parameters}</ows:Operation>";
        return $"""
            <wfs:WFS_Capabilities version="2.0.0" xmlns:wfs="http://www.opengis.net/wfs/2.0" xmlns:ows="http://www.opengis.net/ows/1.1" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:app="http://example.com/app">
            <ows:ServiceIdentification><ows:ServiceType>WFS</ows:ServiceType><ows:ServiceTypeVersion>2.0.0</ows:ServiceTypeVersion></ows:ServiceIdentification>
            <ows:OperationsMetadata>{Operation("GetCapabilities")}{Operation("DescribeFeatureType")}{Operation("GetFeature")}
            <ows:Constraint name="ImplementsResultPaging"><ows:NoValues/><ows:DefaultValue>TRUE</ows:DefaultValue></ows:Constraint></ows:OperationsMetadata>
            <wfs:FeatureTypeList><wfs:FeatureType><wfs:Name>app:tree</wfs:Name><wfs:Title>Trees</wfs:Title><wfs:DefaultCRS>urn:ogc:def:crs:EPSG::27700</wfs:DefaultCRS></wfs:FeatureType></wfs:FeatureTypeList>
            </wfs:WFS_Capabilities>
            """;
    }

    private const string Schema = """
        <xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:app="http://example.com/app" targetNamespace="http://example.com/app" elementFormDefault="qualified">
        <xsd:import namespace="http://www.opengis.net/gml/3.2" schemaLocation="http://schemas.opengis.net/gml/3.2.1/gml.xsd"/>
        <xsd:complexType name="treeType"><xsd:complexContent><xsd:extension base="gml:AbstractFeatureType"><xsd:sequence>
        <xsd:element name="name" type="xsd:string"/><xsd:element name="geom" type="gml:PointPropertyType"/>
        </xsd:sequence></xsd:extension></xsd:complexContent></xsd:complexType>
        <xsd:element name="tree" type="app:treeType" substitutionGroup="gml:AbstractFeature"/>
        </xsd:schema>
        """;
}
