using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using DigitalLand.Orchestration.Definitions;
using DigitalLand.Orchestration.Store;

namespace DigitalLand.Orchestration.Runs;

/// <summary>A run under way, as the engine needs it.</summary>
internal sealed record OpenRun(long Id, string Definition, RunState State, IReadOnlyDictionary<string, string> Parameters, DateOnly Date, DateTimeOffset? EndBy, long? ParentTask)
{
    public const string Columns = "id, definition, state, parameters, date, end_by, parent_task";

    public static OpenRun Read(DbDataReader row) => new(
        row.GetInt64(0),
        row.GetString(1),
        Words.Parse<RunState>(row.GetString(2)),
        JsonSerializer.Deserialize(row.GetString(3), RunJson.Default.IReadOnlyDictionaryStringString)!,
        DateOnly.ParseExact(row.GetString(4), "yyyy-MM-dd", CultureInfo.InvariantCulture),
        row.MomentOrNull(5),
        row.NumberOrNull(6));

    public RunValues Values(Workflow workflow, JsonElement? item) => new()
    {
        Parameters = Parameters,
        RunId = Id.ToString(CultureInfo.InvariantCulture),
        Workflow = workflow,
        Date = Date,
        Item = item,
    };
}
