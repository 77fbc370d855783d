using System.Text;
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
    private readonly byte[][] _utf8Names;
    private readonly Dictionary<string, int> _ordinals = new(StringComparer.Ordinal);

    /// <param name="header">Column names of the entries.</param>
    /// <param name="dataset">Whose schemas' fields are added.</param>
    /// <param name="specification">Where the schemas are described.</param>
    /// <param name="today">Fields that have ended by then are left out.</param>
    public FlattenedColumns(IReadOnlyList<string> header, string dataset, Specification specification, DateOnly today)
    {
        Entries = [.. header.Select(Kebab)];
        var fields = specification.SchemasOf(dataset).SelectMany(schema => specification.CurrentFields(schema, today));
        Names = [.. Entries.Where(name => name != Json).Union(fields.Except(Entries, StringComparer.Ordinal).Order(CodePointComparer.Instance), StringComparer.Ordinal)];
        Types = [.. Names.Select(name => TypeOf(specification.FindField(name)?.Datatype))];
        for (var i = 0; i < Names.Length; i++)
        {
            _ordinals[Names[i]] = i;
        }

        _utf8Names = Array.ConvertAll(Names, Encoding.UTF8.GetBytes);
    }

    /// <summary>The column of the entries that holds further members.</summary>
    public const string Json = "json";

    public string[] Names { get; }

    /// <summary>The types that the columns have in Parquet, by the specification's datatypes of their fields.</summary>
    public ParquetType[] Types { get; }

    /// <summary>The columns of the entries themselves, <c>json</c> included.</summary>
    public string[] Entries { get; }

    /// <summary>A column's position by its name in any case of hyphens, or -1.</summary>
    public int IndexOf(string name) => _ordinals.GetValueOrDefault(Kebab(name), -1);

    /// <inheritdoc cref="IndexOf(string)"/>
    /// <param name="name">In UTF-8.</param>
    /// <param name="guess">Where to look first: members mostly come in one order.</param>
    public int IndexOf(ReadOnlySpan<byte> name, int guess)
    {
        for (var i = 0; i < _utf8Names.Length; i++)
        {
            var at = (guess + i) % _utf8Names.Length;
            if (name.SequenceEqual(_utf8Names[at]))
            {
                return at;
            }
        }

        return IndexOf(Encoding.UTF8.GetString(name));
    }

    private static ParquetType TypeOf(string? datatype) => datatype switch
    {
        "integer" => ParquetType.Signed64,
        "decimal" or "latitude" or "longitude" => ParquetType.Floating64,
        "date" => ParquetType.Date,
        _ => ParquetType.Text,
    };

    private static string Kebab(string name) => name.Replace('_', '-');
}
