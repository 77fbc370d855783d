using DigitalLand.Core;
using DigitalLand.Datasets.Packages;

namespace DigitalLand.Datasets.Builder;

/// <summary>performance.sqlite3: how each provider, endpoint and provision does, worked out from the digital-land database.</summary>
internal static class PerformanceDatabase
{
    public const string FileName = "performance.sqlite3";

    /// <summary>Writes the whole database into a new file.</summary>
    /// <param name="digitalLand">The complete digital-land.sqlite3.</param>
    /// <param name="more">Further tables, written beside those of the reference with the digital-land database attached.</param>
    public static void Write(string path, string digitalLand, TimeProvider clock, Action<SqliteDatabase> more, CancellationToken cancel)
    {
        using var database = WorkingDatabase.Create(path);
        database.Execute($"ATTACH {WorkingDatabase.Literal(digitalLand)} AS land");
        database.Write(() => WriteReports(database, clock, cancel));
        more(database);
    }

    private static void WriteReports(SqliteDatabase database, TimeProvider clock, CancellationToken cancel)
    {
        Action[] steps =
        [
            () => PerformanceTables.HistoricEndpoints.Fill(database, EndpointReports.PerformanceHistoric),
            () => PerformanceTables.LatestEndpoints.Fill(database, EndpointReports.PerformanceLatest(clock.GetUtcNow())),
            () => PerformanceTables.EndpointSummary.Fill(database, PerformanceReports.EndpointSummary),
            () => database.Execute(PerformanceReports.Base),
            () => database.Execute(PerformanceReports.Mappings),
            () => database.Execute(PerformanceReports.IssueCounts(clock.Today())),
            () => PerformanceTables.ResourceSummary.Fill(database, PerformanceReports.ResourceSummary),
            () => PerformanceTables.IssueTypeSummary.Fill(database, PerformanceReports.IssueTypeSummary),
            () => PerformanceTables.ProvisionSummary.Fill(database, PerformanceReports.ProvisionSummary),
        ];
        foreach (var step in steps)
        {
            cancel.ThrowIfCancellationRequested();
            step();
        }
    }
}
