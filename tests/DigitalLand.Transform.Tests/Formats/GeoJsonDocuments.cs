using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace DigitalLand.Transform.Tests.Formats;

/// <summary>Random GeoJSON: as councils publish it, or with everything in it that the format and its readers are known to trip over.</summary>
internal sealed class GeoJsonDocuments(Random random)
{
    private static readonly string[] Words =
        ["Castle Hill", "King’s Cross", "a, b", "say \"hi\"", "", " ", "x;y", "line\nfeed", "tab\there", "CR\rLF\r\n", "naïve", "https://example.gov.uk/a/b?c=d", "O'Brien", "<p>x</p>", "N/A", "-", "--", "---", "null", "\\", "end ", " start", "\u007f\u0001", "🌳", "‘’", "+"];

    private static readonly string[] Numberlike =
        ["007", "1.5", "1e5", "-3", "+4", ".", "1e", "1e+", "1D5", "12 ", " 12", "1 2", "5.", ".5", "1e5.2", "0x10", "1_0", "NaN", "inf", "1-2", "1/2", "12345678901234567890", "1e400", "-.", "e5", "20190304", "01234 567890", "23/00123/FUL", "2019-20", "10:30", "1.2.3", "1,000", "+44 1234-567", "\t9", "9\n"];

    private static readonly string[] Days =
        ["2020-01-02", "2020/01/02", "2020-1-2", "1/2/20", "12/03/2020", "2020-02-31", "20-1-2", "0001-01-01", "2020-13-01", "2020-00-10", "1999-12-31Z", " 2020-01-02", "2020-01-02 ", "2020-01-02 later", "2020-01-02T", "2020-1-2x", "32768-01-01", "100-01-01", "2020-01-02 - 3", "2020/01-02", "99-01-01"];

    private static readonly string[] Times =
        ["2020-01-02T03:04:05Z", "2020-01-02T03:04:05", "2020-01-02 03:04", "2020-01-02T03:04:05.123Z", "2020-01-02T03:04:05.5+01:00", "2020-01-02T03:04:05.000Z", "2020-01-02T03:04:05-0530", "2020-01-02T03:04:60Z", "2020-01-02T24:00:00", "2020-01-02T03:04Z", "2020-01-02T03:04+01", "2020-01-02T03:04:05.9996Z", "2020-01-02T03:04:05z", "03:04:05", "03:04", "23:59:59.5", "2020-01-02T03:04:05+00:00", "2020-01-02T03:04:05 +05:45", "2020-01-02T3:4:5", "25:00", "12:60", "3:04pm", "2020-01-02T03:04:05.1234567Z", "1/2/2020 10:00", "2020/01/02 00:00:00+00"];

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private bool _odd;
    private bool _z;
    private bool _projected;

    /// <summary>What a council's own software writes: flat properties of one kind each, nulls, polygons and points.</summary>
    public byte[] PlainDocument()
    {
        _odd = false;
        return Document(random.Next(0, 8), Property(random.Next(1, 9), PlainValue));
    }

    /// <summary>The same with any of the rarer things.</summary>
    public byte[] OddDocument()
    {
        _odd = true;
        return Document(random.Next(0, 6), Property(random.Next(0, 6), OddValue));
    }

    /// <summary>A plain one with a character put in, changed or left out somewhere.</summary>
    public byte[] DamagedDocument()
    {
        var text = Encoding.UTF8.GetString(PlainDocument());
        var at = random.Next(text.Length);
        var put = "\"\\{}[],:0123456789eE+-. tfnu/\n".AsSpan()[random.Next(30)..][..random.Next(2)];
        return Encoding.UTF8.GetBytes(string.Concat(text.AsSpan(0, at), put, text.AsSpan(at + random.Next(2))));
    }

    private byte[] Document(int features, Func<string> properties)
    {
        _z = random.Next(4) == 0;
        _projected = random.Next(3) == 0;
        var ids = _odd ? random.Next(6) : random.Next(3);
        var list = string.Join(",", Enumerable.Range(1, features).Select(number => Feature(number, ids, properties)));
        var name = Maybe("\"name\": \"layer\", ");
        var crs = Maybe($$$"""
            "crs": {"type": "name", "properties": {"name": "{{{Pick("urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:EPSG::27700", "EPSG:4326")}}}"}},
            """);
        var last = Maybe(", \"bbox\": [1, 2, 3.5, 4]") + (_odd ? Rarely(", \"numberMatched\": 5") : "");
        var text = $$"""{"type": "FeatureCollection", {{name}}{{crs}} "features": [{{list}}]{{last}}}""";
        return [.. random.Next(10) == 0 ? Encoding.UTF8.Preamble : [], .. Encoding.UTF8.GetBytes(_odd ? Damage(text) : text)];
    }

    private string Feature(int number, int ids, Func<string> properties)
    {
        var id = ids switch
        {
            1 => $"\"id\": {number}, ",
            2 => $"\"id\": \"layer.{number}\", ",
            3 => Rarely($"\"id\": {number - 2}, "),
            4 => Rarely("\"id\": \"x\", ") + "",
            _ => "",
        };
        var geometry = random.Next(12) == 0 ? "null" : Geometry();
        var parts = new List<string> { $"\"properties\": {(_odd && random.Next(25) == 0 ? "null" : properties())}" };
        if (!_odd || random.Next(20) != 0)
        {
            parts.Insert(random.Next(2), $"\"geometry\": {geometry}");
        }

        return $$"""{"type": "Feature", {{id}}{{(random.Next(8) == 0 ? "\"bbox\": [0,0,1,1], " : "")}}{{string.Join(",", parts)}}}""";
    }

    /// <summary>Properties of one schema; with odd documents some are missing now and then, or in another order.</summary>
    private Func<string> Property(int count, Func<Func<string>> kind)
    {
        var names = Enumerable.Range(0, count).Select(number => Name(number)).ToArray();
        var kinds = names.Select(_ => kind()).ToArray();
        var any = _odd ? kind() : null;
        return () =>
        {
            var members = names.Select((name, at) => $"{Json(name)}: {(random.Next(8) == 0 ? "null" : any is not null && random.Next(12) == 0 ? any() : kinds[at]())}").ToList();
            if (_odd || count > 5)
            {
                members = [.. members.Where(_ => random.Next(10) != 0)];
            }

            if (_odd && random.Next(6) == 0)
            {
                members.Reverse();
            }

            return "{" + string.Join(", ", members) + "}";
        };
    }

    private string Name(int number) => _odd
        ? Pick($"f{number}", $"a,{number}", $"é{number}", $" x{number}", $"{number}", $"q\"{number}", "id", "ID", "type", "wkt", $"n/{number}", $"{(char)('z' - number)}", "geometry", "_id")
        : Pick($"FIELD{number}", $"reference{number}", $"tree-{number}", $"Shape_Area{number}", $"Naïve {number}");

    private Func<string> PlainValue() => random.Next(9) switch
    {
        0 => () => $"{random.Next(-5, 100_000)}",
        1 => () => Number(),
        2 => () => Json(Pick(Days[..2])),
        3 => () => Json(Pick(Times[..6])),
        4 => () => Pick("true", "false"),
        5 => () => $"{random.NextInt64()}",
        6 => () => Json(Pick(Numberlike)),
        _ => () => Json(Pick(Words)),
    };

    private Func<string> OddValue() => random.Next(13) switch
    {
        0 => () => Json(Pick(Days)),
        1 => () => Json(Pick(Times)),
        2 => () => Json(Pick([.. Days, .. Times])),
        3 => () => Json(Pick([.. Days[..4], .. Words[..2]])),
        4 => () => Nested(3),
        5 => () => "[" + string.Join(",", Enumerable.Range(0, random.Next(4)).Select(_ => $"{random.Next(9)}")) + "]",
        6 => () => "[" + string.Join(", ", Enumerable.Range(0, random.Next(4)).Select(_ => Json(Pick(Words)))) + "]",
        7 => () => Pick("\"\\u00e9\\/\"", "\"\\ud83d\\ude00\"", "\"\\ud800\"", "\"\\u0000\"", "\"\\u0041\\n\""),
        8 => () => Pick("9223372036854775807", "9223372036854775808", "-9223372036854775808", "1e400", "1E5", "-0", "0.0", "-0.0", "1e-320", "123456789012345678", "1.10", "0.1e1", "12345678.9012345678"),
        9 => () => Pick("1", "2.5", "true", "3000000000", "\"x\"", "null"),
        _ => PlainValue(),
    };

    private string Nested(int depth) => random.Next(depth <= 0 ? 5 : 8) switch
    {
        0 => "null",
        1 => Number(),
        2 => Json(Pick(Words)),
        3 => Pick("true", "1", "-7", "1.0", "1e20", "0.1"),
        4 => Pick("{}", "[]"),
        5 => $"[{Nested(depth - 1)}, {Nested(depth - 1)}]",
        _ => $$"""{"a": {{Nested(depth - 1)}}, {{Json(Pick(Words) + "k")}} :{{Nested(depth - 1)}}}""",
    };

    private string Geometry()
    {
        if (_odd && random.Next(6) == 0)
        {
            return Pick(
                """{"type":"Polygon","coordinates":[]}""",
                """{"type":"MultiPolygon","coordinates":[]}""",
                """{"type":"MultiPolygon","coordinates":[[]]}""",
                """{"type":"Polygon","coordinates":[[]]}""",
                """{"type":"Point","coordinates":[]}""",
                """{"type":"Point","coordinates":[1,null]}""",
                """{"type":"Point","coordinates":["1","2"]}""",
                """{"type":"Point","coordinates":[1e20,12345678901]}""",
                """{"type":"Polygon","coordinates":[[[0,0],[0,1,5],[1,1],[0,0]]]}""",
                """{"type":"MultiLineString","coordinates":[[[0,0],[1,1]]]}""",
                """{"type":"MultiPoint","coordinates":[[0,0],[1,1.5]]}""",
                """{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2]}]}""",
                """{"coordinates":[1.5,2],"type":"Point"}""",
                """{"type":"point","coordinates":[1.5,2]}""",
                """{"type":"Blob","coordinates":[1.5,2]}""",
                """{"type":"Point","coordinates":[1.5,2],"crs":null}""",
                "{}");
        }

        return random.Next(8) switch
        {
            0 => $$"""{"type": "Point", "coordinates": {{Position()}}}""",
            1 => $$"""{"type": "LineString", "coordinates": [{{Positions(random.Next(2, 5))}}]}""",
            < 5 => $$"""{"type": "Polygon", "coordinates": {{Rings()}}}""",
            _ => $$"""{"type": "MultiPolygon", "coordinates": [{{string.Join(", ", Enumerable.Range(0, random.Next(1, 4)).Select(_ => Rings()))}}]}""",
        };
    }

    private string Rings() => "[" + string.Join(",", Enumerable.Range(0, random.Next(1, 3)).Select(_ => Ring())) + "]";

    private string Ring()
    {
        var positions = Positions(random.Next(3, 7));
        return $"[{positions}{(_odd && random.Next(5) == 0 ? "" : "," + positions[..(positions.IndexOf(']', StringComparison.Ordinal) + 1)])}]";
    }

    private string Positions(int count) => string.Join(Pick(",", ", "), Enumerable.Range(0, count).Select(_ => Position()));

    private string Position()
    {
        var (x, y) = _projected ? (Ordinate(400_000, 200_000), Ordinate(200_000, 200_000)) : (Ordinate(-1, 3), Ordinate(52, 3));
        var z = _z ? "," + Pick("0", "0.0", "12.5", "-3", "100.123456789012", "0.001", "1e-3", "-0.0") : "";
        return $"[{x},{y}{z}{(_z && random.Next(20) == 0 ? ",null" : "")}]";
    }

    private string Ordinate(double middle, double spread)
    {
        var value = middle + ((random.NextDouble() - 0.5) * spread);
        return random.Next(12) switch
        {
            0 => $"{(int)value}",
            1 => Pick("0", "-0", "0.0", "-0.0", "1.0", "0.1", "-1", "1", "0.99999999996", "0.1299999999", "0.20000000015", "-0.00000000004", "0.3000000001", "1e-3", "5E-1", "0.9999999999", "1.00000000005", "9.99999999996"),
            2 => value.ToString("0.00", CultureInfo.InvariantCulture),
            3 => value.ToString("0.00000000005", CultureInfo.InvariantCulture),
            4 => Math.Round(value, 10).ToString("0.0000000000", CultureInfo.InvariantCulture) + "5",
            5 => value.ToString("E12", CultureInfo.InvariantCulture),
            _ => value.ToString("R", CultureInfo.InvariantCulture),
        };
    }

    private string Number() => Pick(
        (random.NextDouble() * 1000).ToString("0.0##", CultureInfo.InvariantCulture),
        random.NextDouble().ToString("R", CultureInfo.InvariantCulture),
        (random.NextDouble() * 1e17).ToString("0.0", CultureInfo.InvariantCulture),
        (random.NextDouble() * 1e-7).ToString("R", CultureInfo.InvariantCulture));

    private string Damage(string text) => random.Next(30) switch
    {
        0 => text[..^random.Next(1, Math.Min(text.Length, 40))],
        1 => text + Pick("x", "\n", " {}", "\0"),
        2 => text.Replace("\"Feature\"", Pick("\"feature\"", "null", "\"Topology\""), StringComparison.Ordinal),
        3 => text.Replace("\"features\"", Pick("\"Features\"", "\"columns\"", "\"feature\""), StringComparison.Ordinal),
        4 => text.Replace("[{\"type\"", Pick("[null, {\"type\"", "[5,{\"type\"", "[[], {\"type\""), StringComparison.Ordinal),
        5 => text.Replace("\"type\": \"FeatureCollection\", ", "", StringComparison.Ordinal),
        6 => text.Replace("\"name\": \"layer\"", Pick("\"xname\": {\"a\": [}", "\"name\": 05", "\"data\": []", "\"name\": \"\\x\""), StringComparison.Ordinal),
        _ => text,
    };

    private string Json(string text) => random.Next(4) == 0 ? JsonSerializer.Serialize(text) : JsonSerializer.Serialize(text, Plain);

    private string Maybe(string text) => random.Next(2) == 0 ? text : "";

    private string Rarely(string text) => random.Next(3) == 0 ? text : "";

    private T Pick<T>(params T[] choices) => choices[random.Next(choices.Length)];
}
