using System.Globalization;
using System.Text;

namespace DigitalLand.Geometry.Tests;

/// <summary>
/// Polygons as providers draw them and as nobody should: stars of any size, with holes and parts that may lie anywhere, and damage at the scale of the tolerance.
/// </summary>
internal sealed class RandomShapes(int seed)
{
    private readonly Random _random = new(seed);
    private bool _isMetres;
    private double _unit;
    private string _format = "";

    public string Next()
    {
        _isMetres = _random.Next(3) == 0;
        _unit = _isMetres ? 0.1 : 0.000001;
        _format = (_isMetres ? "0." : "0.00000") + new string('#', 1 + _random.Next(_isMetres ? 4 : 6));
        var (x, y) = _isMetres ? (530000 + (_random.NextDouble() * 50000), 180000.0) : (_random.Next(8) == 0 ? 0.0 : -1.5, 52.0);
        var size = _unit * Math.Pow(10, 0.5 + (_random.NextDouble() * 4));
        var parts = _random.Next(6) == 0 ? _random.Next(2, 5) : 1;
        var text = new StringBuilder(parts == 1 && _random.Next(2) == 0 ? "POLYGON" : "MULTIPOLYGON (");
        var isMulti = text[^1] == '(';
        for (var part = 0; part < parts; part++)
        {
            text.Append(part == 0 ? "" : ", ").Append('(');
            var (partX, partY) = (x + (part * size * _random.NextDouble() * 4), y + (_random.NextDouble() * size));
            AppendRing(text, Star(partX, partY, size));
            for (var holes = _random.Next(3) == 0 ? _random.Next(1, 4) : 0; holes > 0; holes--)
            {
                text.Append(',');
                AppendRing(text, Star(partX + Offset(size), partY + Offset(size), size * _random.NextDouble() * 0.3));
            }

            text.Append(')');
        }

        return text.Append(isMulti ? ")" : "").ToString();
    }

    private double Offset(double size) => (_random.NextDouble() - 0.5) * 1.2 * size;

    private List<(double X, double Y)> Star(double x, double y, double radius)
    {
        var corners = _random.Next(4) == 0 ? _random.Next(3, 7) : _random.Next(3, 201);
        var roughness = _random.NextDouble() * (_random.Next(4) == 0 ? 0.9 : 0.2);
        var direction = _random.Next(2) == 0 ? 1 : -1;
        var ring = new List<(double X, double Y)>();
        for (var i = 0; i < corners; i++)
        {
            var angle = direction * 2 * Math.PI * i / corners;
            var r = radius * (1 - (roughness * _random.NextDouble()));
            ring.Add((x + (r * Math.Cos(angle)), y + (r * Math.Sin(angle))));
        }

        for (var damages = _random.Next(4); damages > 0; damages--)
        {
            Damage(ring);
        }

        ring.Add(ring[0]);
        if (_random.Next(20) == 0)
        {
            ring.Add(ring[0]);
        }

        return ring;
    }

    private void Damage(List<(double X, double Y)> ring)
    {
        var i = _random.Next(ring.Count);
        var (a, b) = (ring[i], ring[(i + 1) % ring.Count]);
        var along = _random.NextDouble();
        switch (_random.Next(9))
        {
            case 0:
                ring.Insert(i, ring[i]);
                break;
            case <= 3:
                // On an edge, or off it by about the tolerance.
                ring.Insert(i + 1, (a.X + (along * (b.X - a.X)) + Jitter(), a.Y + (along * (b.Y - a.Y)) + Jitter()));
                break;
            case 4:
                // A spike, exact or with some width.
                ring.InsertRange(i + 1, [(a.X + (20 * _unit), a.Y + (7 * _unit)), (a.X + (_random.Next(2) * Jitter()), a.Y)]);
                break;
            case 5:
                var j = _random.Next(ring.Count);
                (ring[i], ring[j]) = (ring[j], ring[i]);
                break;
            case 6:
                // A vertex that touches another one or an edge.
                var (c, d) = (ring[_random.Next(ring.Count)], ring[_random.Next(ring.Count)]);
                ring[i] = _random.Next(2) == 0 ? c : ((c.X + d.X) / 2, (c.Y + d.Y) / 2);
                break;
            case 7:
                for (var k = 0; k < 5; k++)
                {
                    ring.Insert(i + 1, (a.X + (3 * Jitter()), a.Y + (3 * Jitter())));
                }

                break;
            default:
                // Many vertices on a straight edge.
                for (var k = 9; k > 0; k--)
                {
                    ring.Insert(i + 1, (a.X + (k * (b.X - a.X) / 10), a.Y + (k * (b.Y - a.Y) / 10)));
                }

                break;
        }
    }

    private double Jitter() => (_random.NextDouble() - 0.5) * 4 * _unit;

    private void AppendRing(StringBuilder text, List<(double X, double Y)> ring) =>
        text.Append('(').AppendJoin(',', ring.Select(point => Number(point.X) + " " + Number(point.Y))).Append(')');

    private string Number(double value) => value.ToString(_format, CultureInfo.InvariantCulture);
}
