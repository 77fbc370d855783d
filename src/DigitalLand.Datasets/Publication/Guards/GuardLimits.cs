using System.Globalization;
using DigitalLand.Core;
using DigitalLand.Core.Csv;

namespace DigitalLand.Datasets.Publication.Guards;

/// <summary>
/// The limits of the guards for one dataset: publication.csv of the collection's configuration, columns <c>dataset</c>, <c>guard</c>,
/// <c>field</c>, <c>limit</c>, <c>at-least</c>. A blank dataset means every dataset, a blank field every field; a blank number leaves what
/// less special rows say. A row that names the dataset wins over one that does not, then one that names the field, then the later one.
/// </summary>
public sealed class GuardLimits
{
    private const string File = "publication.csv";

    private static readonly Dictionary<string, PublicationGuard> Guards = PublicationGuards.All.ToDictionary(guard => guard.Name, StringComparer.Ordinal);

    /// <summary>From the least special row to the most.</summary>
    private readonly Row[] _rows;

    private GuardLimits(IEnumerable<Row> rows) => _rows = [.. rows.OrderBy(row => row.Rank)];

    /// <summary>The guards' own limits.</summary>
    public static GuardLimits Defaults { get; } = new([]);

    /// <summary>Reads the limits of a dataset; a folder without the file sets none.</summary>
    /// <exception cref="RunFailedException">A row names a guard that there is not, or a number that is none.</exception>
    public static GuardLimits Load(string pipeline, string dataset) => new(
        (CsvTable.ReadIfPresent(Path.Combine(pipeline, File))?.Rows ?? [])
            .Select(Read)
            .Where(row => row.Dataset.Length == 0 || row.Dataset == dataset));

    /// <summary>What holds for a guard, and for a field where it looks at fields.</summary>
    public GuardLimit Of(PublicationGuard guard, string field = "")
    {
        var limit = guard.Default ?? throw new InvalidOperationException($"The guard {guard.Name} has no limits.");
        limit = guard is FieldGuard fields ? fields.DefaultOf(field) : limit;
        foreach (var row in _rows)
        {
            if (row.Guard == guard.Name && (row.Field.Length == 0 || row.Field == field))
            {
                limit = new GuardLimit(row.Limit ?? limit.Limit, row.AtLeast ?? limit.AtLeast);
            }
        }

        return limit;
    }

    private static Row Read(CsvTableRow row)
    {
        var guard = row["guard"];
        if (!Guards.TryGetValue(guard, out var known) || known.Default is null)
        {
            var names = Guards.Values.Where(other => other.Default is not null).Select(other => other.Name);
            throw new RunFailedException($"{row.Table.Path}, record {row.RecordNumber}: there is no guard '{guard}' that has a limit; there are {string.Join(", ", names)}.");
        }

        return new Row(row["dataset"], guard, row["field"], (double?)Number(row, "limit"), (long?)Number(row, "at-least"));
    }

    private static decimal? Number(CsvTableRow row, string column) => row[column] switch
    {
        "" => null,
        var text when decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) => number,
        var text => throw new RunFailedException($"{row.Table.Path}, record {row.RecordNumber}: the {column} is '{text}', which is not a number such as 0.1."),
    };

    private sealed record Row(string Dataset, string Guard, string Field, double? Limit, long? AtLeast)
    {
        public int Rank => (Dataset.Length > 0 ? 2 : 0) + (Field.Length > 0 ? 1 : 0);
    }
}
