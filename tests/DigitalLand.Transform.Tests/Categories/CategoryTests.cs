using DigitalLand.Testing;
using DigitalLand.Transform.Categories;

namespace DigitalLand.Transform.Tests.Categories;

public sealed class CategoryTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();
    private readonly List<string> _warnings = [];

    [Theory]
    [InlineData("area-appraisal", "area-appraisal", "")]
    [InlineData("Area Appraisal", "area-appraisal", "")]
    [InlineData(" a ; B;c ", "a;b;c", "c")]
    [InlineData(";;", "", "")]
    [InlineData("Area  Appraisal", "Area  Appraisal", "Area  Appraisal")]
    [InlineData("A,B", "A,B", "A,B")]
    public void Items_take_the_lists_spelling_and_misses_are_told(string value, string expected, string missed)
    {
        var misses = new List<string>();
        Assert.Equal(expected, new CategoryList(["area-appraisal", "a", "b"]).Normalise(value, misses.Add));
        Assert.Equal(missed, string.Join(';', misses));
    }

    [Fact]
    public void Of_two_spellings_in_the_list_the_first_counts() => Assert.Equal("Local", new CategoryList(["Local", "local"]).Normalise("LOCAL", Assert.Fail));

    [Fact]
    public void A_list_serves_its_field_and_the_older_name_of_it()
    {
        _folder.Write("category/park-kind.csv", "name,reference", "Big,big", "none,", "Small,small");
        var values = Load(null, new() { ["kind"] = "ParkKind" });
        Assert.Equal("big", values.Find("kind")!.Normalise("BIG", Assert.Fail));
        Assert.Same(values.Find("kind"), values.Find("ParkKind"));
        Assert.Null(values.Find("name"));
    }

    [Fact]
    public void An_empty_file_is_not_checked_and_not_fetched_again()
    {
        Directory.CreateDirectory(_folder["category"]);
        _folder.WriteBytes("category/park-kind.csv");
        Assert.Null(Load(_ => throw new InvalidOperationException("fetched"), []).Find("kind"));
    }

    [Fact]
    public void A_missing_file_is_fetched_once()
    {
        var fetched = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            Assert.NotNull(Load(dataset => { fetched.Add(dataset); return [.. "reference\nbig\n"u8]; }, []).Find("kind"));
        }

        Assert.Equal(["park-kind"], fetched);
        Assert.Empty(_warnings);
    }

    [Fact]
    public void A_file_that_cannot_be_fetched_is_left_empty_with_a_warning()
    {
        Assert.Null(Load(_ => throw new HttpRequestException("no network"), []).Find("kind"));
        Assert.Equal("", _folder.Read("category/park-kind.csv"));
        var warning = Assert.Single(_warnings);
        Assert.Contains("'park-kind'", warning, StringComparison.Ordinal);
        Assert.Contains("no network", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nothing_may_be_fetched_nothing_is_checked_or_written()
    {
        Assert.Null(Load(null, []).Find("kind"));
        Assert.False(Directory.Exists(_folder["category"]));
    }

    public void Dispose() => _folder.Dispose();

    private CategoryValues Load(Func<string, byte[]>? download, Dictionary<string, string> migrations) =>
        CategoryValues.Load(TinySpecification.Write(_folder), "park", migrations, new CategoryFiles(_folder["category"], download, _warnings.Add));
}
