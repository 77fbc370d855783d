using System.Runtime.InteropServices;

namespace DigitalLand.Geometry.FastPolygon;

/// <summary>A place where two segments cross.</summary>
/// <param name="First">The earlier of the two, by the index of the vertex that it begins with.</param>
/// <param name="Second">The later one; the segments do not follow each other.</param>
/// <param name="X">The crossing's longitude, rounded to whole millionths of a degree.</param>
/// <param name="Y">Its latitude likewise.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Crossing(int First, int Second, int X, int Y);
