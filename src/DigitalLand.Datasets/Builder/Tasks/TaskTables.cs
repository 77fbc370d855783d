using System.Globalization;
using System.Text;
using DigitalLand.Core;
using DigitalLand.Datasets.Packages;
using Microsoft.Data.Sqlite;

namespace DigitalLand.Datasets.Builder.Tasks;

/// <summary>
/// What somebody should do something about: endpoints that gave no data, and issues of the resources that endpoints serve. <c>task</c> has
/// what is wrong tonight in the reference's columns, with a key that stays and the days on which it was seen; <c>task_history</c> has
/// everything that was ever wrong, under that key.
/// </summary>
/// <remarks>
/// A log says itself when its endpoint failed, so the days of a log task are those of its logs. An issue is first seen by the build that
/// first finds it: that day is carried from one performance database to the next.
/// </remarks>
internal sealed class TaskTables(SqliteDatabase database, DateOnly today)
{
    public static readonly ReportTable Task = ReportTable.Of(
        "task",
        "dataset organisation endpoint resource details severity responsibility task_source entry_date reference task first_seen last_seen");

    public static readonly ReportTable History = ReportTable.Of(
        "task_history",
        "task dataset organisation endpoint task_source issue_type field count first_seen last_seen",
        ("count", ReportType.Number));

    private static readonly ReportTable Seen = ReportTable.Of(
        "seen",
        "task dataset organisation endpoint task_source issue_type field count first_seen last_seen",
        ("count", ReportType.Number));

    private readonly string _today = today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Writes both tables into the performance database, which has the digital-land database attached.</summary>
    /// <param name="earlier">The performance database whose history goes on; null to begin anew.</param>
    public void Write(string? earlier, CancellationToken cancel)
    {
        if (earlier is not null)
        {
            database.Execute($"ATTACH {WorkingDatabase.Literal(earlier)} AS earlier");
        }

        database.Write(() =>
        {
            database.Execute($"{Task.CreateStatement};{History.CreateStatement};{Seen.CreateStatement.Replace("CREATE TABLE", "CREATE TEMP TABLE", StringComparison.Ordinal)};{TaskQueries.Prepare}");
            AddOwners();
            AddLogTasks(cancel);
            AddIssueTasks(cancel);
            database.Execute(TaskQueries.AddHistory);
            database.Execute("CREATE UNIQUE INDEX task_history_on_task_index ON task_history (task)");
            if (earlier is not null)
            {
                database.Execute(TaskQueries.MergeHistory);
            }

            database.Execute(TaskQueries.DateTasks);
            database.Execute("CREATE INDEX task_on_organisation_index ON task (organisation); CREATE INDEX task_on_dataset_index ON task (dataset)");
        });
        if (earlier is not null)
        {
            database.Execute("DETACH earlier");
        }
    }

    /// <summary>Gives the path of a performance database if it is there and has a history that can go on.</summary>
    /// <exception cref="RunFailedException">It is there and cannot be read.</exception>
    public static string? WithHistory(string earlier)
    {
        if (!File.Exists(earlier))
        {
            return null;
        }

        try
        {
            using var database = SqliteDatabase.OpenForReading(earlier);
            using var table = database.Prepare("SELECT 1 FROM sqlite_master WHERE name = 'task_history'");
            return table.Read() ? earlier : null;
        }
        catch (SqliteException error)
        {
            throw new RunFailedException(
                $"The earlier database '{earlier}' cannot be read, so since when tasks have stood is not known ({error.Message}). Bring it back, or move it away to begin anew.", error);
        }
    }

    private static string Text(SqliteStatement row, int column) => Encoding.UTF8.GetString(row.Text(column));

    private static long Number(SqliteStatement row, int column) => long.Parse(row.Text(column), CultureInfo.InvariantCulture);

    private static void Insert(SqliteStatement insert, params ReadOnlySpan<string> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            insert.Bind(i, Encoding.UTF8.GetBytes(values[i]));
        }

        insert.Run();
    }

    /// <summary>A resource that one organisation serves at two addresses counts once for it.</summary>
    private void AddOwners()
    {
        using var active = database.Prepare(TaskQueries.Active);
        using var insert = database.Prepare(TaskQueries.AddOwner);
        while (active.Read())
        {
            foreach (var organisation in Text(active, 1).Split(';').Distinct(StringComparer.Ordinal))
            {
                Insert(insert, Text(active, 0), organisation, Text(active, 2));
            }
        }
    }

    private void AddLogTasks(CancellationToken cancel)
    {
        using var logs = database.Prepare(TaskQueries.Logs);
        using var task = Task.Insert(database);
        using var seen = database.Prepare("INSERT INTO seen VALUES (?, ?, ?, ?, 'log', '', '', ?, ?, ?)");
        while (logs.Read())
        {
            cancel.ThrowIfCancellationRequested();
            var (dataset, organisation, endpoint, resource) = (Text(logs, 0), Text(logs, 1), Text(logs, 2), Text(logs, 3));
            var details = TaskText.LogDetails(Text(logs, 4), Text(logs, 5));
            var (first, last) = (Text(logs, 7), Text(logs, 8));
            var key = TaskText.Key(dataset, organisation, endpoint, "log", "", "");
            var reference = TaskText.Reference(dataset, organisation, endpoint, resource, "log", details);
            Insert(task, dataset, organisation, endpoint, resource, details, "error", "external", "log", _today, reference, key, first, last);
            Insert(seen, key, dataset, organisation, endpoint, Text(logs, 6), first, last);
        }
    }

    private void AddIssueTasks(CancellationToken cancel)
    {
        using var issues = database.Prepare(TaskQueries.Issues);
        using var task = Task.Insert(database);
        using var seen = database.Prepare("INSERT INTO seen VALUES (?, ?, ?, ?, 'issue', ?, ?, ?, ?, ?)");
        while (issues.Read())
        {
            cancel.ThrowIfCancellationRequested();
            var (dataset, organisation, endpoint, resource) = (Text(issues, 0), Text(issues, 1), Text(issues, 2), Text(issues, 3));
            var (issueType, field) = (Text(issues, 4), Text(issues, 5));
            var details = TaskText.IssueDetails(issueType, Number(issues, 8), field);
            var key = TaskText.Key(dataset, organisation, endpoint, "issue", issueType, field);
            var reference = TaskText.Reference(dataset, organisation, endpoint, resource, "issue", details);
            Insert(task, dataset, organisation, endpoint, resource, details, Text(issues, 6), Text(issues, 7), "issue", _today, reference, key, _today, _today);
            Insert(seen, key, dataset, organisation, endpoint, issueType, field, Text(issues, 8), _today, _today);
        }
    }
}
