using System.Globalization;
using BenchmarkDotNet.Attributes;
using DigitalLand.Core;
using DigitalLand.Transform.Bench.Inputs;
using DigitalLand.Transform.Datatypes;

namespace DigitalLand.Transform.Bench.Parts;

/// <summary>Values in their kept form. Each is computed anew; in a run values that repeat are remembered.</summary>
public class DatatypePart
{
    private const int Values = 1000;

    private readonly DateDatatype _date = new("start-date", new PinnedClock(new DateTimeOffset(2024, 5, 2, 12, 0, 0, TimeSpan.Zero)));
    private readonly DecimalDatatype _decimal = new("hectares");
    private readonly IntegerDatatype _integer = new("minimum-net-dwellings");
    private readonly StringDatatype _string = new();
    private readonly UrlDatatype _url = new("site-plan-url");
    private string[] _dates = [];
    private string[] _decimals = [];
    private string[] _integers = [];
    private string[] _strings = [];
    private string[] _urls = [];

    [GlobalSetup]
    public void Setup()
    {
        var invention = new Invention(1);
        _dates = Many(_ => invention.Date());
        _decimals = Many(_ => invention.Decimal());
        _integers = Many(_ => $"{invention.Number(5000)}");
        _strings = Many(_ => invention.Address());
        _urls = Many(i => $"https://www.coldwater.example/plans/{i}?site={i}");
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Values, Description = "DateTime.TryParse and ToString"), BenchmarkCategory("date")]
    public int PlainDate() => Sum(_dates, value => DateTime.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture).Length : 0);

    [Benchmark(OperationsPerInvoke = Values, Description = "date, in six notations and none"), BenchmarkCategory("date")]
    public int DateValue() => Sum(_date, _dates);

    [Benchmark(Baseline = true, OperationsPerInvoke = Values, Description = "decimal.TryParse and ToString"), BenchmarkCategory("decimal")]
    public int PlainDecimal() => Sum(_decimals, value => decimal.TryParse(value, CultureInfo.InvariantCulture, out var number) ? number.ToString(CultureInfo.InvariantCulture).Length : 0);

    [Benchmark(OperationsPerInvoke = Values, Description = "decimal"), BenchmarkCategory("decimal")]
    public int DecimalValue() => Sum(_decimal, _decimals);

    [Benchmark(Baseline = true, OperationsPerInvoke = Values, Description = "int.TryParse and ToString"), BenchmarkCategory("integer")]
    public int PlainInteger() => Sum(_integers, value => int.TryParse(value, CultureInfo.InvariantCulture, out var number) ? number.ToString(CultureInfo.InvariantCulture).Length : 0);

    [Benchmark(OperationsPerInvoke = Values, Description = "integer"), BenchmarkCategory("integer")]
    public int IntegerValue() => Sum(_integer, _integers);

    [Benchmark(Baseline = true, OperationsPerInvoke = Values, Description = "string.Trim"), BenchmarkCategory("string")]
    public int PlainString() => Sum(_strings, value => value.Trim().Length);

    [Benchmark(OperationsPerInvoke = Values, Description = "string"), BenchmarkCategory("string")]
    public int StringValue() => Sum(_string, _strings);

    [Benchmark(Baseline = true, OperationsPerInvoke = Values, Description = "Uri.TryCreate"), BenchmarkCategory("url")]
    public int PlainUrl() => Sum(_urls, value => Uri.TryCreate(value, UriKind.Absolute, out var url) ? url.Host.Length : 0);

    [Benchmark(OperationsPerInvoke = Values, Description = "url"), BenchmarkCategory("url")]
    public int UrlValue() => Sum(_url, _urls);

    private static string[] Many(Func<int, string> value) => [.. Enumerable.Range(0, Values).Select(value)];

    private static int Sum(Datatype datatype, string[] values)
    {
        var sum = 0;
        foreach (var value in values)
        {
            sum += datatype.Normalise(value).Value.Length;
        }

        return sum;
    }

    private static int Sum(string[] values, Func<string, int> length)
    {
        var sum = 0;
        foreach (var value in values)
        {
            sum += length(value);
        }

        return sum;
    }
}
