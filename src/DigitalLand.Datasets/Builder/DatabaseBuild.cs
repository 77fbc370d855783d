using DigitalLand.Core;
using DigitalLand.Datasets.Builder.ProvisionQuality;
using DigitalLand.Datasets.Builder.Tasks;
using DigitalLand.Datasets.Packages;

namespace DigitalLand.Datasets.Builder;

/// <summary>Where a build leaves its results.</summary>
/// <param name="Datasets">The folder of the two databases.</param>
/// <param name="Parquet">The folder of <c>specification/</c> and <c>performance/</c>, the tables as Parquet.</param>
public sealed record BuildOutputs(string Datasets, string Parquet)
{
    public string DigitalLand => Path.Combine(Datasets, DigitalLandDatabase.FileName);

    public string Performance => Path.Combine(Datasets, PerformanceDatabase.FileName);
}

/// <summary>What a build came to.</summary>
/// <param name="Collections">Collections that took part.</param>
/// <param name="Rows">Rows of the digital-land database's larger tables.</param>
/// <param name="Remarks">Sentences about what is missing or odd, but stopped nothing.</param>
public sealed record BuildOutcome(int Collections, IReadOnlyDictionary<string, long> Rows, IReadOnlyList<string> Remarks);

/// <summary>How far a build is.</summary>
/// <param name="What">What is being done: <c>lists</c>, <c>resources</c>, <c>indexes</c> and so on.</param>
/// <param name="Done">Pieces that are finished.</param>
/// <param name="Total">Of how many; 0 where the work is one piece.</param>
public readonly record struct BuildStep(string What, int Done = 0, int Total = 0);

/// <summary>
/// The digital-land builder: the two databases in which the whole service can be asked about itself, and their tables as Parquet. All
/// outputs are made aside and moved into place together at the end.
/// </summary>
public static class DatabaseBuild
{
    private static readonly string[] Counted = ["source", "endpoint", "resource", "log", "issue", "column_field"];

    /// <summary>Builds everything anew.</summary>
    /// <param name="allowMissing">Whether to build without what is missing; it is told either way.</param>
    /// <exception cref="RunFailedException">Something is missing, or a file holds what cannot be stored; earlier outputs stand as they were.</exception>
    /// <exception cref="WrongUseException">Another build works in the folder, both outputs are one folder, or there is no such environment.</exception>
    public static BuildOutcome Run(BuilderInputs inputs, BuildOutputs outputs, bool allowMissing, TimeProvider clock, IProgress<BuildStep>? progress, CancellationToken cancel)
    {
        if (Path.GetFullPath(outputs.Datasets) == Path.GetFullPath(outputs.Parquet))
        {
            throw new WrongUseException($"The databases and the Parquet files cannot share the folder '{outputs.Datasets}'.");
        }

        var live = LiveDatasets.Of(inputs.Specification, inputs.Environment);
        var missing = MissingInputs.Find(inputs, live);
        if (!allowMissing)
        {
            MissingInputs.Refuse(missing);
        }

        using var datasets = new Staging(outputs.Datasets);
        using var parquet = new Staging(outputs.Parquet);
        var earlier = TaskTables.WithHistory(datasets.Published(PerformanceDatabase.FileName));
        var digitalLand = new DigitalLandDatabase(inputs, clock, progress);
        digitalLand.Write(datasets[DigitalLandDatabase.FileName], cancel);
        progress?.Report(new BuildStep("summaries"));
        var remarks = missing.Concat(digitalLand.Remarks).ToList();
        PerformanceDatabase.Write(
            datasets[PerformanceDatabase.FileName],
            datasets[DigitalLandDatabase.FileName],
            clock,
            performance =>
            {
                progress?.Report(new BuildStep("tasks"));
                new TaskTables(performance, clock.Today()).Write(earlier, cancel);
                progress?.Report(new BuildStep("provision quality"));
                remarks.AddRange(WriteQuality(performance, inputs, live, datasets, cancel));
            },
            cancel);
        progress?.Report(new BuildStep("Parquet copies"));
        WriteParquet(datasets, parquet, inputs, cancel);
        var outcome = new BuildOutcome(
            inputs.Collections.Count(collection => Directory.Exists(collection.Root)),
            Count(datasets[DigitalLandDatabase.FileName]),
            remarks);
        datasets.Publish();
        parquet.Publish();
        return outcome;
    }

    private static IReadOnlyList<string> WriteQuality(SqliteDatabase performance, BuilderInputs inputs, LiveDatasets live, Staging datasets, CancellationToken cancel)
    {
        var quality = new QualityReport(performance, inputs, live);
        quality.Write(cancel);
        foreach (var table in QualityTables.All)
        {
            QualityReport.WriteCsv(performance, table, datasets[table.Name.Replace('_', '-') + ".csv"]);
        }

        return quality.Remarks;
    }

    private static void WriteParquet(Staging datasets, Staging parquet, BuilderInputs inputs, CancellationToken cancel)
    {
        using var copy = new ParquetCopy(datasets.Scratch);
        using (var digitalLand = SqliteDatabase.OpenForReading(datasets[DigitalLandDatabase.FileName]))
        {
            var specification = BuilderTable.Of(inputs.Specification, "specification", []).Table;
            copy.Write(digitalLand, new ReportTable(specification.Name, [.. specification.Columns.Select(column => new ReportColumn(column.Name, ReportType.Text))]), parquet["specification/specification.parquet"], cancel);
        }

        using var performance = SqliteDatabase.OpenForReading(datasets[PerformanceDatabase.FileName]);
        foreach (var table in PerformanceTables.Copied)
        {
            copy.Write(performance, table, parquet[$"performance/{table.Name}.parquet"], cancel);
        }

        // In folders of their own: readers of performance/*.parquet take all files there for one table.
        foreach (var table in new[] { TaskTables.Task, TaskTables.History })
        {
            copy.Write(performance, table, parquet[$"performance/task/{table.Name}.parquet"], cancel);
        }

        foreach (var table in QualityTables.All)
        {
            copy.Write(performance, table, parquet[$"performance/quality/{table.Name}.parquet"], cancel);
        }
    }

    private static Dictionary<string, long> Count(string path)
    {
        using var database = SqliteDatabase.OpenForReading(path);
        return Counted.ToDictionary(table => table, table => Count(database, table), StringComparer.Ordinal);
    }

    private static long Count(SqliteDatabase database, string table)
    {
        using var statement = database.Prepare($"SELECT count(*) FROM {table}");
        statement.Read();
        return long.Parse(statement.Text(0), System.Globalization.CultureInfo.InvariantCulture);
    }
}
