namespace DigitalLand.Geometry;

/// <summary>The geometry types of the simple features model; the numbers are those of GEOS.</summary>
internal enum ShapeType
{
    Point = 0,
    LineString = 1,
    LinearRing = 2,
    Polygon = 3,
    MultiPoint = 4,
    MultiLineString = 5,
    MultiPolygon = 6,
    GeometryCollection = 7,
}

/// <summary>
/// A geometry as plain arrays. A point, line or ring has one path, a polygon its shell followed by its holes; the multiple
/// types and collections have members instead.
/// </summary>
internal sealed class Shape
{
    private Shape(ShapeType type, Path[] paths, Shape[] members)
    {
        Type = type;
        Paths = paths;
        Members = members;
    }

    public ShapeType Type { get; }

    public Path[] Paths { get; }

    public Shape[] Members { get; }

    public bool IsEmpty => Paths.Length > 0 ? Paths[0].Count == 0 : Array.TrueForAll(Members, static member => member.IsEmpty);

    public static Shape Of(ShapeType type, params Path[] paths) => new(type, paths, []);

    public static Shape Multiple(ShapeType type, params Shape[] members) => new(type, [], members);

    /// <summary>The same structure with every path replaced.</summary>
    public Shape Map(Func<Path, ShapeType, Path> change)
    {
        if (Paths.Length > 0)
        {
            var part = Type == ShapeType.Polygon ? ShapeType.LinearRing : Type;
            return new Shape(Type, Array.ConvertAll(Paths, path => change(path, part)), []);
        }

        return new Shape(Type, [], Array.ConvertAll(Members, member => member.Map(change)));
    }
}

/// <summary>A run of coordinates.</summary>
/// <param name="Xy">x and y in turn.</param>
/// <param name="Z">Heights, one a coordinate, NaN where a coordinate has none; null where no coordinate has one.</param>
internal sealed record Path(double[] Xy, double[]? Z = null)
{
    public static readonly Path Empty = new([]);

    public int Count => Xy.Length / 2;

    public double X(int i) => Xy[2 * i];

    public double Y(int i) => Xy[(2 * i) + 1];

    public bool EndsMeet => Count > 0 && Xy[0] == Xy[^2] && Xy[1] == Xy[^1];

    /// <summary>
    /// The path as the reference's geometry library rebuilds a ring from its coordinates: the first coordinate is repeated at the end of
    /// a ring of three coordinates, and of one whose ends differ, height included (a height that is not a number differs from itself).
    /// </summary>
    public Path ClosedAsRing()
    {
        if (Count == 0 || (Count != 3 && EndsMeet && (Z is null || Z[0] == Z[^1])))
        {
            return this;
        }

        return new Path([.. Xy, Xy[0], Xy[1]], Z is null ? null : [.. Z, Z[0]]);
    }

    public Path Reversed()
    {
        var reversed = new double[Xy.Length];
        for (var i = 0; i < Xy.Length; i += 2)
        {
            reversed[i] = Xy[^(i + 2)];
            reversed[i + 1] = Xy[^(i + 1)];
        }

        return new Path(reversed);
    }
}
