using System.Runtime.InteropServices;

namespace DigitalLand.Geometry.Relations;

/// <summary>The smallest upright rectangle around a geometry.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Envelope(double West, double South, double East, double North)
{
    /// <summary>The whole plane.</summary>
    public static Envelope Everywhere { get; } = new(double.NegativeInfinity, double.NegativeInfinity, double.PositiveInfinity, double.PositiveInfinity);

    /// <summary>Whether two rectangles share at least a point.</summary>
    public bool Meets(Envelope other) => West <= other.East && other.West <= East && South <= other.North && other.South <= North;

    /// <summary>The area of what two rectangles share: no geometries inside them share more.</summary>
    public double SharedArea(Envelope other)
    {
        var width = Math.Min(East, other.East) - Math.Max(West, other.West);
        var height = Math.Min(North, other.North) - Math.Max(South, other.South);
        return width > 0 && height > 0 ? width * height : 0;
    }
}
