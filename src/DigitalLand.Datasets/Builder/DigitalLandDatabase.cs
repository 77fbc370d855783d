using DigitalLand.Core;
using DigitalLand.Core.Progress;
using DigitalLand.Datasets.Packages;

namespace DigitalLand.Datasets.Builder;

/// <summary>
/// digital-land.sqlite3: every collection's lists and configuration, the specification, and what the transforming of each resource
/// showed, as tables that refer to each other (the reference's digital-land-builder, <c>load.py</c>).
/// </summary>
internal sealed class DigitalLandDatabase(BuilderInputs inputs, TimeProvider clock, IProgress<BuildStep>? progress)
{
    public const string FileName = "digital-land.sqlite3";

    private readonly BuilderTables _tables = new(inputs.Specification);
    private readonly List<string> _remarks = [];

    /// <summary>Sentences about what was odd in the inputs, but stopped nothing.</summary>
    public IReadOnlyList<string> Remarks => _remarks;

    /// <summary>Writes the whole database into a new file.</summary>
    /// <exception cref="RunFailedException">A file holds a date or number that is none, or the specification lacks a table.</exception>
    public void Write(string path, CancellationToken cancel)
    {
        using var database = WorkingDatabase.Create(path);
        database.Write(() =>
        {
            foreach (var table in _tables.All)
            {
                database.Execute(table.CreateStatement);
            }

            progress?.Report(new BuildStep("lists"));
            LoadLists(database, cancel);
            LoadTransformed(database, cancel);
            ExpectationResults.Load(database, _tables["expectation"], inputs.Specification, inputs.Expectations, cancel);
            progress?.Report(new BuildStep("indexes"));
            foreach (var (table, column) in BuilderTables.Indexes.Where(index => _tables.All.Any(table => table.Name == index.Table)))
            {
                cancel.ThrowIfCancellationRequested();
                database.Execute($"CREATE INDEX IF NOT EXISTS {table}_on_{column}_index on {table} ({column})");
            }

            OperationalIssues.Write(database, inputs.OperationalIssues, cancel);
            progress?.Report(new BuildStep("reports"));
            WriteReports(database, cancel);
        });
    }

    private void LoadLists(SqliteDatabase database, CancellationToken cancel)
    {
        Load(database, "organisation", FileForm.AsWritten, [inputs.Organisations], cancel);
        foreach (var name in BuilderTables.Collection)
        {
            Load(database, name, FileForm.BroughtTogether, inputs.Collections.Select(collection => collection.List(name)), cancel);
        }

        foreach (var name in BuilderTables.Specification)
        {
            Load(database, name, FileForm.AsWritten, [Path.Combine(inputs.Specification.Directory, name + ".csv")], cancel);
        }

        foreach (var name in BuilderTables.Pipeline)
        {
            Load(database, name, FileForm.BroughtTogether, inputs.Collections.Select(collection => collection.Configuration(name)), cancel);
        }
    }

    private void Load(SqliteDatabase database, string table, FileForm form, IEnumerable<string> paths, CancellationToken cancel)
    {
        using var loader = new TableLoader(database, _tables[table], _remarks);
        foreach (var path in paths.Where(File.Exists))
        {
            loader.Load(path, form, cancel);
        }
    }

    /// <summary>The names of a file and its folder are believed before what stands in it.</summary>
    private void LoadTransformed(SqliteDatabase database, CancellationToken cancel)
    {
        using var issues = new TableLoader(database, _tables["issue"], _remarks);
        using var columnFields = new TableLoader(database, _tables["column-field"], _remarks);
        using var converted = new TableLoader(database, _tables["converted-resource"], _remarks);
        var pairs = TransformedResources.Find(inputs.Collections);
        var without = 0;
        foreach (var (done, pair) in pairs.Index())
        {
            progress?.Report(new BuildStep("resources", done, pairs.Count));
            WorkMeter.Reach("resources", done, pairs.Count);
            var (dataset, resource, collection) = pair;
            if (!LoadPresent(issues, collection.Issues(dataset, resource), cancel, ("resource", resource)))
            {
                without++;
            }

            LoadPresent(columnFields, collection.ColumnFields(dataset, resource), cancel, ("dataset", dataset), ("resource", resource));
            LoadPresent(converted, collection.ConvertedResource(dataset, resource), cancel);
        }

        if (without > 0)
        {
            _remarks.Add($"{without} of {pairs.Count} transformed resources have no issue log: they were never transformed, or their logs are elsewhere.");
        }
    }

    private static bool LoadPresent(TableLoader loader, string path, CancellationToken cancel, params (string Field, string Value)[] fixedCells)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        loader.Load(path, FileForm.AsWritten, cancel, fixedCells);
        return true;
    }

    private void WriteReports(SqliteDatabase database, CancellationToken cancel)
    {
        foreach (var (table, query) in new[]
        {
            ("reporting_most_recent_log", EndpointReports.MostRecentLog),
            ("reporting_historic_endpoints", EndpointReports.Historic),
            ("reporting_latest_endpoints", EndpointReports.Latest(clock.GetUtcNow())),
        })
        {
            cancel.ThrowIfCancellationRequested();
            database.Execute($"CREATE TABLE {table} AS\n{query}");
        }
    }
}
