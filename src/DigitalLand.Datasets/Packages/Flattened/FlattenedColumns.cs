using DigitalLand.Core.Parquet;
using DigitalLand.Core.Specifications;
using DigitalLand.Core.Text;

namespace DigitalLand.Datasets.Packages.Flattened;

/// <summary>
/// The columns of a flattened file: those of the entries in kebab case, without <c>json</c>, then the current fields of the dataset's
/// schemas that are not among them, in code point order. A row's keys have to be among them.
/// </summary>
internal sealed class FlattenedColumns
{
    private readonly Dictionary<string, int> _ordinals = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    /// <param name="header">Column names of the entries.</param>
    /// <param name="dataset">Whose schemas' fields are added.</param>
    /// <param name="specification">Where the schemas are described.</param>
    /// <param name="today">Fields that have ended by then are left out.</param>
    public FlattenedColumns(IReadOnlyList<string> header, string dataset, Specification specification, DateOnly today)
    {
        _lookup = _ordinals.GetAlternateLookup<ReadOnlySpan<char>>();
        Entries = [.. header.Select(Kebab)];
        var fields = specification.SchemasOf(dataset).SelectMany(schema => specification.CurrentFields(schema, today));
        Names = [.. Entries.Where(name => name != Json).Union(fields.Except(Entries, StringComparer.Ordinal).Order(CodePointComparer.Instance), StringComparer.Ordinal)];
        Types = [.. Names.Select(name => TypeOf(specification.FindField(name)?.Datatype))];
        for (var i = 0; i < Names.Length; i++)
        {
            _ordinals[Names[i]] = i;
        }
    }

    /// <summary>The column of the entries that holds further members.</summary>
    public const string Json = "json";

    public string[] Names { get; }

    /// <summary>The types that the columns have in Parquet, by the specification's datatypes of their fields.</summary>
    public ParquetType[] Types { get; }

    /// <summary>The columns of the entries themselves, <c>json</c> included.</summary>
    public string[] Entries { get; }

    /// <summary>A column's position by its name in any case of hyphens, or -1.</summary>
    public int IndexOf(ReadOnlySpan<char> name) => _lookup.TryGetValue(name.Contains('_') ? Kebab(name.ToString()) : name, out var ordinal) ? ordinal : -1;

    private static ParquetType TypeOf(string? datatype) => datatype switch
    {
        "integer" => ParquetType.Signed64,
        "decimal" or "latitude" or "longitude" => ParquetType.Floating64,
        "date" => ParquetType.Date,
        _ => ParquetType.Text,
    };

    private static string Kebab(string name) => name.Replace('_', '-');
}
