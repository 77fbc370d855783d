using DigitalLand.DuckDb.Native;

namespace DigitalLand.DuckDb.Tests;

public sealed class LibraryTests
{
    [Fact]
    public void What_the_environment_names_comes_first() => Assert.Equal("/opt/duckdb.so", DuckDbLibrary.Find("/opt/duckdb.so", "/program"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Otherwise_the_library_lies_beside_the_program(string? named)
    {
        var path = DuckDbLibrary.Find(named, AppContext.BaseDirectory);

        Assert.StartsWith(Path.Combine(AppContext.BaseDirectory, "runtimes"), path, StringComparison.Ordinal);
        Assert.True(File.Exists(path), path);
    }

    [Fact]
    public void A_missing_library_is_one_sentence_that_says_what_to_do() =>
        Assert.Equal(
            "DuckDB's library could not be loaded from /nowhere/libduckdb.so: run ./digital-land, which installs it, or set DUCKDB_LIBRARY to where it is",
            Assert.Throws<DuckDbException>(() => DuckDbLibrary.Open("/nowhere/libduckdb.so")).Message);
}
