using System.Runtime.InteropServices;

namespace DigitalLand.Geometry.Relations;

/// <summary>The smallest upright rectangle around a geometry.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Envelope(double West, double South, double East, double North)
{
    /// <summary>The area of what two rectangles share: no geometries inside them share more.</summary>
    public double SharedArea(Envelope other)
    {
        var width = Math.Min(East, other.East) - Math.Max(West, other.West);
        var height = Math.Min(North, other.North) - Math.Max(South, other.South);
        return width > 0 && height > 0 ? width * height : 0;
    }
}
