using System.Text;
using DigitalLand.Core.Text;

namespace DigitalLand.Collection.Collect.Plugins;

using Members = OrderedDictionary<string, object?>;

/// <summary>A rectangle in a layer's own coordinates.</summary>
internal sealed record Envelope(double XMin, double YMin, double XMax, double YMax, object? SpatialReference)
{
    /// <summary>Null where a side is missing or no number.</summary>
    public static Envelope? Of(Members? extent)
    {
        double? Side(string name) => extent?.GetValueOrDefault(name) switch
        {
            long whole => whole,
            double number when double.IsFinite(number) => number,
            _ => null,
        };
        return (Side("xmin"), Side("ymin"), Side("xmax"), Side("ymax")) is ({ } left, { } bottom, { } right, { } top)
            ? new Envelope(left, bottom, right, top, extent!.GetValueOrDefault("spatialReference"))
            : null;
    }

    /// <summary>South-west, south-east, north-west, north-east: the order in which features come.</summary>
    public IEnumerable<Envelope> Quarters
    {
        get
        {
            var (x, y) = (XMin + ((XMax - XMin) / 2), YMin + ((YMax - YMin) / 2));
            return [this with { XMax = x, YMax = y }, this with { XMin = x, YMax = y }, this with { XMax = x, YMin = y }, this with { XMin = x, YMin = y }];
        }
    }

    /// <summary>As a query's <c>geometry</c>.</summary>
    public string Json
    {
        get
        {
            var members = new Members(StringComparer.Ordinal) { ["xmin"] = XMin, ["ymin"] = YMin, ["xmax"] = XMax, ["ymax"] = YMax };
            if (SpatialReference is not null)
            {
                members["spatialReference"] = SpatialReference;
            }

            var text = new StringBuilder();
            PythonJson.Write(text, members);
            return text.ToString();
        }
    }
}
