using DigitalLand.DuckDb;

namespace DigitalLand.Datasets.Tests.Builder;

public sealed class ExpectationResultsTests : IDisposable
{
    private readonly BuilderCountry _country = new();

    public void Dispose() => _country.Dispose();

    [Fact]
    public void Results_of_every_collected_dataset_meet_by_the_names_of_their_columns()
    {
        Write("tree", "SELECT 'tree' AS dataset, 'count' AS name, 'True' AS passed, '{\"actual\": 3}' AS details, NULL AS organisation");
        Write("park", "SELECT 'False' AS passed, 'park' AS dataset, 'x' AS unheard_of, 'local-authority:A' AS organisation");
        Write("nowhere", "SELECT 'nowhere' AS dataset");

        _country.Build();

        Assert.Equal(
            [["park", "local-authority:A", "", "False", ""], ["tree", "", "count", "True", "{\"actual\": 3}"]],
            _country.DigitalLand("SELECT dataset, organisation, name, passed, details FROM expectation ORDER BY rowid"));
    }

    private void Write(string dataset, string select)
    {
        using var database = DuckDbDatabase.OpenInMemory(new DuckDbSettings { Threads = 1 });
        using var connection = database.Connect();
        connection.CopyToParquet(select, _country.Folder[$"archive/log/expectation/dataset={dataset}/{dataset}.parquet"]);
    }
}
