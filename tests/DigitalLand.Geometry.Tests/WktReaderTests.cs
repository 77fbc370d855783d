using System.Globalization;
using DigitalLand.Geometry.Native;
using DigitalLand.Geometry.Wkt;

namespace DigitalLand.Geometry.Tests;

/// <summary>The managed reader against GEOS's own: what it decides, it decides as GEOS does.</summary>
public sealed class WktReaderTests : IDisposable
{
    private const int Seed = 8271;

    private static readonly string[] Tokens =
    [
        "POINT", "polygon", "MultiPolygon", "LINESTRING", "LINEARRING", "MULTILINESTRING", "GEOMETRYCOLLECTION", "POLYGONZ", "EMPTY", "Z", "m", "ZM", "SRID=4326;",
        "(", "((", ")", "))", ",", ",,", " 1 1 ", " 0", "1 2 3", "1 2 3 4", ".5", "1.", "-1e3", "+7", ".", "1e", "--1", "abc", "\t", "\n", " ", "", "",
    ];

    private readonly Geos _geos = new();

    [Theory]
    [InlineData("POINT(1 2)", true)]
    [InlineData("point\tZM\n( 1 2 3 4 ) and more", true)]
    [InlineData("POINT M (1 2 3)", true)]
    [InlineData("POINT Z(1 2)", true)]
    [InlineData("POINT(1 2 3 4 5)", false)]
    [InlineData("POINT(1,2)", false)]
    [InlineData("POINT(1 2", false)]
    [InlineData("SRID=4326;POINT(1 2)", false)]
    [InlineData("POINTZ(1 2 3)", false)]
    [InlineData("POLYGON((0 0,1 1,0 0))", true)]
    [InlineData("POLYGON((0 0,1 1,1 0))", false)]
    [InlineData("POLYGON((0 0,0 0))", false)]
    [InlineData("POLYGON(EMPTY)", true)]
    [InlineData("POLYGON(EMPTY,(0 0,1 1,1 0,0 0))", false)]
    [InlineData("LINESTRING(1 2)", false)]
    [InlineData("GEOMETRYCOLLECTION(POINT(1 2),POLYGON EMPTY)", true)]
    [InlineData("", false)]
    public void The_rules_of_acceptance_hold(string text, bool accepted)
    {
        Assert.Equal(accepted ? WktVerdict.Accepted : WktVerdict.Rejected, WktReader.TryRead(text, out _));
        Assert.Equal(accepted, _geos.ReadWkt(text) is not null);
    }

    [Theory]
    [InlineData("POINT(inf 2)")]
    [InlineData("POINT(nan 2)")]
    [InlineData("POINT(0x10 2)")]
    [InlineData("MULTIPOINT(1 2,3 4)")]
    [InlineData("POINT(\v1 2)")]
    public void What_only_GEOS_can_judge_is_left_to_GEOS(string text)
    {
        Assert.Equal(WktVerdict.Unsure, WktReader.TryRead(text, out _));
        Assert.NotNull(_geos.ReadWkt(text));
    }

    [Fact]
    public void Random_texts_are_read_as_GEOS_reads_them()
    {
        var random = new Random(Seed);
        var accepted = 0;
        for (var i = 0; i < 60000; i++)
        {
            var text = Generate(random);
            var verdict = WktReader.TryRead(text, out var shape);
            if (verdict == WktVerdict.Unsure)
            {
                continue;
            }

            var theirs = _geos.ReadWkt(text);
            Assert.True(theirs is null == shape is null, $"seed {Seed}: '{text}' is {verdict}");
            Assert.Equal(theirs is null ? "" : Describe(theirs), shape is null ? "" : Describe(shape));
            accepted += shape is null ? 0 : 1;
        }

        Assert.InRange(accepted, 2000, 60000);
    }

    [Fact]
    public void Numbers_are_the_nearest_doubles()
    {
        var random = new Random(Seed);
        for (var i = 0; i < 100000; i++)
        {
            var text = (random.NextDouble() * Math.Pow(10, random.Next(-3, 8)) * (random.Next(2) * 2 - 1)).ToString($"F{random.Next(0, 18)}", CultureInfo.InvariantCulture);
            var expected = double.Parse(text, CultureInfo.InvariantCulture);
            Assert.True(WktReader.TryReadPoint($"POINT({text} 0)", out var x, out _, out _), text);
            Assert.True(BitConverter.DoubleToInt64Bits(expected) == BitConverter.DoubleToInt64Bits(x), $"seed {Seed}: {text}");
        }
    }

    public void Dispose() => _geos.Dispose();

    /// <summary>A geometry of the grammar, in which now and then a piece is replaced by one that does not belong.</summary>
    private static string Generate(Random random)
    {
        var text = Geometry(random, depth: 0);
        for (var n = random.Next(3); n > 0; n--)
        {
            var at = random.Next(text.Length);
            text = text[..at] + Tokens[random.Next(Tokens.Length)] + text[(at + random.Next(Math.Min(3, text.Length - at)))..];
        }

        return text;
    }

    private static string Geometry(Random random, int depth) => random.Next(depth > 1 ? 5 : 6) switch
    {
        0 => "POINT " + Body(random, () => Numbers(random)),
        1 => "LINESTRING" + Body(random, () => List(random, 1, () => Numbers(random))),
        2 => "Polygon" + Polygon(random),
        3 => "MULTIPOLYGON " + Body(random, () => List(random, 1, () => Polygon(random))),
        4 => "multilinestring" + Body(random, () => List(random, 1, () => Body(random, () => List(random, 1, () => Numbers(random))))),
        _ => "GEOMETRYCOLLECTION" + Body(random, () => List(random, 1, () => Geometry(random, depth + 1))),
    };

    private static string Polygon(Random random) => Body(random, () => List(random, 1, () => Body(random, () =>
    {
        var first = Numbers(random);
        return first + "," + List(random, 1, () => Numbers(random)) + (random.Next(20) == 0 ? "" : "," + first);
    })));

    private static string Body(Random random, Func<string> content) => random.Next(20) switch
    {
        0 => " EMPTY",
        1 => " Z (" + content() + ")",
        2 => " zm(" + content() + " ) ",
        _ => "(" + content() + ")",
    };

    private static string List(Random random, int least, Func<string> item) =>
        string.Join(random.Next(4) == 0 ? " , " : ",", Enumerable.Range(0, least + random.Next(3)).Select(_ => item()));

    private static string Numbers(Random random) =>
        string.Join(' ', Enumerable.Range(0, random.Next(8) == 0 ? random.Next(1, 6) : 2).Select(_ => random.Next(-9, 10).ToString(CultureInfo.InvariantCulture)));

    private static string Describe(Shape shape) => shape.Type
        + "[" + string.Join(';', shape.Paths.Select(path => string.Join(' ', path.Xy)))
        + string.Join(';', shape.Members.Select(Describe)) + "]";
}
