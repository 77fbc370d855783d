using System.Globalization;
using DigitalLand.Core;
using DigitalLand.Core.Csv;
using DigitalLand.Core.Specifications;

namespace DigitalLand.Collection.Edit;

/// <summary>A reference that needs an entity.</summary>
public sealed record NewReference(string Prefix, string Organisation, string Reference);

/// <summary>What became of references that needed entities.</summary>
/// <param name="Entities">Each with the number that it was given, in order.</param>
/// <param name="WithoutNumber">How many got none, because the dataset's range is used up.</param>
/// <param name="Incomplete">How many lack their organisation or the reference itself, and cannot be named in lookup.csv.</param>
public sealed record Assignment(IReadOnlyList<(NewReference Reference, string Entity)> Entities, int WithoutNumber, int Incomplete);

/// <summary>Assigns entities in lookup.csv (the reference's <c>Lookups</c>).</summary>
public sealed class LookupEdit
{
    private static readonly string[] Columns =
        ["prefix", "resource", "endpoint", "entry-number", "organisation", "reference", "entity", "entry-date", "start-date", "end-date"];

    private readonly CsvEdit _file;
    private readonly HashSet<string> _taken;
    private readonly HashSet<(string Prefix, string Organisation, string Reference)> _known;

    private LookupEdit(CsvEdit file, IEnumerable<string> oldEntities)
    {
        _file = file;
        _taken = [.. file.Rows.Select(row => file[row, "entity"]), .. oldEntities];
        _known = [.. file.Rows.Select(row => (file[row, "prefix"], file[row, "organisation"], file[row, "reference"]))];
    }

    /// <summary>The file as it would be.</summary>
    public FileEdit File => _file;

    /// <param name="pipelineDirectory">Of its lookup.csv, begun where it is missing, and old-entity.csv.</param>
    /// <exception cref="RunFailedException">lookup.csv has a column that it should not have, which would be lost.</exception>
    public static LookupEdit Open(string pipelineDirectory)
    {
        var path = Path.Combine(pipelineDirectory, "lookup.csv");
        var file = CsvEdit.OpenOrCreate(path, Columns);
        if (file.Columns.Except(Columns, StringComparer.Ordinal).ToList() is { Count: > 0 } extra)
        {
            throw new RunFailedException($"'{path}' has columns that lookup.csv does not know: {string.Join(", ", extra)}. Take them out, then run it again.");
        }

        if (!file.Columns.SequenceEqual(Columns))
        {
            file = CsvEdit.Open(path, Columns);
        }

        var old = CsvTable.ReadIfPresent(Path.Combine(pipelineDirectory, "old-entity.csv"))?.Rows ?? [];
        return new LookupEdit(file, old.SelectMany(row => new[] { row["old-entity"], row["entity"] }));
    }

    /// <summary>Gives numbers of the dataset's range to rows that have none, as somebody may have written them by hand, and to references that have no row.</summary>
    /// <exception cref="RunFailedException">The dataset has no range.</exception>
    public Assignment Assign(DatasetSpecification dataset, IEnumerable<NewReference> references)
    {
        var (minimum, maximum) = dataset.EntityRange();
        var numbers = new EntityNumbers(Greatest(dataset), minimum, maximum, _taken);
        var entities = new List<(NewReference, string)>();
        var (withoutNumber, incomplete) = (0, 0);
        foreach (var row in _file.Rows.Where(row => _file[row, "entity"].Length == 0))
        {
            if (numbers.Next() is { } number)
            {
                _file.Set(row, "entity", number);
                entities.Add((new NewReference(_file[row, "prefix"], _file[row, "organisation"], _file[row, "reference"]), number));
            }
            else
            {
                withoutNumber++;
            }
        }

        foreach (var reference in references)
        {
            if (reference.Organisation.Length == 0 || reference.Reference.Length == 0)
            {
                incomplete++;
            }
            else if (_known.Add((reference.Prefix, reference.Organisation, Written(reference.Reference))))
            {
                if (numbers.Next() is { } number)
                {
                    Add(reference, number);
                    entities.Add((reference, number));
                }
                else
                {
                    withoutNumber++;
                }
            }
        }

        return new Assignment(entities, withoutNumber, incomplete);
    }

    /// <summary>
    /// The reference puts quotation marks around a reference with a comma before it is written as CSV, which quotes it once more. Looking up
    /// takes no notice of either, but files in use are so.
    /// </summary>
    private static string Written(string reference) => reference.Contains(',', StringComparison.Ordinal) ? $"\"{reference}\"" : reference;

    private void Add(NewReference reference, string number) => _file.Add(new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["prefix"] = reference.Prefix,
        ["organisation"] = reference.Organisation,
        ["reference"] = Written(reference.Reference),
        ["entity"] = number,
    });

    /// <summary>0 also where one of the dataset's entities is not a number, so that numbers are looked for from the beginning of the range.</summary>
    private long Greatest(DatasetSpecification dataset)
    {
        var greatest = 0L;
        foreach (var row in _file.Rows)
        {
            var (prefix, entity) = (_file[row, "prefix"], _file[row, "entity"]);
            if (entity.Length > 0 && (prefix == dataset.Name || prefix == dataset.Prefix))
            {
                if (!long.TryParse(entity, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number))
                {
                    return 0;
                }

                greatest = Math.Max(greatest, number);
            }
        }

        return greatest;
    }
}
