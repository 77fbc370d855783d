using System.Globalization;
using System.Text;

namespace DigitalLand.Transform.Bench.Inputs;

/// <summary>Values in the shapes that providers write them, the odd ones too. The same for a seed.</summary>
internal sealed class Invention(int seed)
{
    private static readonly string[] Streets = ["Mill Lane", "Station Road", "The Green", "Old Market", "Priory Close", "High Street & Market Place", "St. John’s Hill"];
    private static readonly string[] Towns = ["Ashvale", "Brackmere", "Coldwater", "Dernholt", "Elmstow", "Fenwick Marsh"];

    private readonly Random _random = new(seed);

    public string OneOf(params ReadOnlySpan<string> values) => values[_random.Next(values.Length)];

    public int Number(int below) => _random.Next(below);

    /// <summary>Sometimes blank, in one of the ways to say so.</summary>
    public string Perhaps(string value) => _random.Next(8) switch { 0 => "", 1 => OneOf("n/a", "-", "NULL", ""), _ => value };

    public string Address() => $"{_random.Next(1, 200)} {OneOf(Streets)}, {OneOf(Towns)}";

    /// <summary>A day of the last twenty years in one of many notations, or no day at all.</summary>
    public string Date()
    {
        var date = new DateOnly(2004, 1, 1).AddDays(_random.Next(7300));
        return _random.Next(12) switch
        {
            0 => date.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture),
            1 => date.ToString("d MMMM yyyy", CultureInfo.InvariantCulture),
            2 => date.ToString("dd-MMM-yy", CultureInfo.InvariantCulture),
            3 => date.ToString("yyyyMMdd", CultureInfo.InvariantCulture),
            4 => date.ToString("yyyy-MM-dd'T10:20:30Z'", CultureInfo.InvariantCulture),
            5 => "not known",
            _ => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        };
    }

    public string Decimal() => (_random.Next(1, 5000) / 100m).ToString(CultureInfo.InvariantCulture);

    /// <summary>Metres of the National Grid, inside England.</summary>
    public (double Easting, double Northing) GridPosition() => (420_000 + (_random.NextDouble() * 80_000), 200_000 + (_random.NextDouble() * 130_000));

    /// <summary>Degrees, inside England.</summary>
    public (double Longitude, double Latitude) Position() => (-2.4 + (_random.NextDouble() * 2), 51.2 + (_random.NextDouble() * 1.6));

    /// <summary>A ring of corners around a place, near enough to a circle not to cross itself.</summary>
    /// <param name="decimals">A numeric format such as <c>0.00</c>.</param>
    public string Polygon((double X, double Y) centre, double radius, int corners, string decimals)
    {
        var text = new StringBuilder("MULTIPOLYGON (((");
        var first = "";
        for (var i = 0; i < corners; i++)
        {
            var (sin, cos) = Math.SinCos(Math.Tau * i / corners);
            var distance = radius * (0.9 + (_random.NextDouble() * 0.2));
            var corner = Pair(centre.X + (distance * cos), centre.Y + (distance * sin), decimals);
            first = i == 0 ? corner : first;
            text.Append(corner).Append(',');
        }

        return text.Append(first).Append(")))").ToString();
    }

    public static string Pair(double x, double y, string decimals) =>
        $"{x.ToString(decimals, CultureInfo.InvariantCulture)} {y.ToString(decimals, CultureInfo.InvariantCulture)}";
}
