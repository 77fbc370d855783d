using DigitalLand.Datasets.Packages.Entries;
using Microsoft.Data.Sqlite;

namespace DigitalLand.Datasets.Tests;

public sealed class EntriesCsvTests : IDisposable
{
    private readonly ParkDataset _park = new();

    [Fact]
    public void Entities_are_printed_in_order_with_null_and_blank_told_apart()
    {
        _park.With(new(9, "name", "b"), new(8, "reference", "with \"quotes\""), new FactRow(8, "point", "POINT (1 2)")).Create();
        Assert.Equal(2, EntriesCsv.Write(_park.Output, _park.Folder["park.csv"], TestContext.Current.CancellationToken));
        Assert.Equal(
            "dataset,end_date,entity,entry_date,geojson,geometry,json,name,organisation_entity,point,prefix,quality,reference,start_date,typology\n"
            + "park,\"\",8,\"\",\"\",\"\",,,,\"POINT (1 2)\",\"\",some,\"with \"\"quotes\"\"\",\"\",geography\n"
            + "park,\"\",9,\"\",\"\",\"\",,b,,,\"\",some,,\"\",geography\n",
            File.ReadAllText(_park.Folder["park.csv"]));
    }

    [Fact]
    public void File_that_is_no_package_is_refused_and_nothing_is_written()
    {
        var path = _park.Folder.Write("park.sqlite3", "not a database, however long the text in it may be said to be");
        Assert.Throws<SqliteException>(() => EntriesCsv.Write(path, _park.Folder["park.csv"], TestContext.Current.CancellationToken));
        Assert.False(File.Exists(_park.Folder["park.csv"]));
    }

    public void Dispose() => _park.Dispose();
}
