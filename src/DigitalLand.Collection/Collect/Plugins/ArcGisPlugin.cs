using System.Text;
using DigitalLand.Core.Text;

namespace DigitalLand.Collection.Collect.Plugins;

/// <summary>
/// A layer of an ArcGIS server as one GeoJSON collection, byte for byte what the reference's <c>plugins/arcgis.py</c> makes of it: a
/// feature a line, each as Python prints JSON.
/// </summary>
internal sealed class ArcGisPlugin(HttpSession session, TimeProvider clock) : ICollectorPlugin
{
    public string Name => "arcgis";

    public async Task GetAsync(Fetch fetch, CancellationToken cancel)
    {
        var parameters = EsriParameters.Of(fetch.Endpoint, fetch.Log);
        var layer = new EsriLayer(session, fetch.Endpoint.Url, parameters.Timeout, clock);
        var status = await layer.StatusAsync(cancel).ConfigureAwait(false);
        var metadata = await layer.MetadataAsync(cancel).ConfigureAwait(false);
        try
        {
            await WriteAsync(new EsriFeatures(layer, metadata, parameters, clock), fetch.Content, cancel).ConfigureAwait(false);
        }
        catch (FetchException error) when (error.Cause != FetchCause.ContentTooLarge)
        {
            // From here on the reference has half a text in its hands, whose hashing fails: that is the exception of its logs.
            throw new FetchException("TypeError", error.Message, error) { Detail = error.Cause };
        }

        fetch.Log.Status = $"{status}";
    }

    private static async Task WriteAsync(EsriFeatures features, Stream content, CancellationToken cancel)
    {
        content.Write("{\"type\":\"FeatureCollection\",\"features\":["u8);
        var text = new StringBuilder("\n");
        await foreach (var feature in features.AllAsync(cancel).ConfigureAwait(false))
        {
            PythonJson.Write(text, EsriGeometry.Feature(feature));
            content.Write(Encoding.ASCII.GetBytes(text.ToString()));
            text.Clear().Append(",\n");
        }

        content.Write("]}"u8);
    }
}
