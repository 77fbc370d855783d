using System.Text;
using DigitalLand.Core;
using DigitalLand.Core.Csv;

namespace DigitalLand.Transform.Lookups;

/// <summary>The cells of a row of lookup.csv that are read, in UTF-8; in the reader's buffer until the next row.</summary>
internal readonly ref struct LookupCells
{
    public ReadOnlySpan<byte> EntryNumber { get; init; }

    public ReadOnlySpan<byte> Prefix { get; init; }

    public ReadOnlySpan<byte> Reference { get; init; }

    public ReadOnlySpan<byte> Organisation { get; init; }

    public ReadOnlySpan<byte> Resource { get; init; }

    public ReadOnlySpan<byte> Entity { get; init; }

    public LookupRow Keep() =>
        new(EntryNumber.ToArray(), Prefix.ToArray(), Reference.ToArray(), Organisation.ToArray(), Encoding.UTF8.GetString(Resource), Entity.ToArray());
}

/// <summary>A row of lookup.csv that is kept for the resource that it is for.</summary>
internal sealed record LookupRow(byte[] EntryNumber, byte[] Prefix, byte[] Reference, byte[] Organisation, string Resource, byte[] Entity)
{
    public LookupCells Cells => new()
    {
        EntryNumber = EntryNumber,
        Prefix = Prefix,
        Reference = Reference,
        Organisation = Organisation,
        Entity = Entity,
    };
}

/// <summary>Reads lookup.csv row by row: it is by far the longest file of a configuration.</summary>
internal static class LookupFile
{
    public delegate void RowAction(LookupCells row);

    /// <summary>Gives every row in order; nothing where there is no file.</summary>
    /// <exception cref="RunFailedException">The file is not UTF-8.</exception>
    public static void Read(string path, RowAction onRow)
    {
        if (!File.Exists(path))
        {
            return;
        }

        using var reader = Utf8CsvReader.Open(path);
        try
        {
            Read(reader, onRow);
        }
        catch (RunFailedException error)
        {
            throw new RunFailedException($"{path}: {error.Message}", error);
        }
    }

    private static void Read(Utf8CsvReader reader, RowAction onRow)
    {
        string[] header = [];
        while (header.Length == 0 && reader.Read())
        {
            header = reader.ToArray();
        }

        // Of columns with one name the last counts; older files call the prefix dataset or pipeline, and the reference value.
        int[] Columns(params string[] names) => [.. names.Select(name => Array.LastIndexOf(header, name)).Where(i => i >= 0)];
        var (entryNumber, prefix, reference) = (Columns("entry-number"), Columns("prefix", "dataset", "pipeline"), Columns("reference", "value"));
        var (organisation, resource, entity) = (Columns("organisation"), Columns("resource"), Columns("entity"));
        while (reader.Read())
        {
            if (reader.FieldCount > 0)
            {
                onRow(new LookupCells
                {
                    EntryNumber = FirstOf(reader, entryNumber),
                    Prefix = FirstOf(reader, prefix),
                    Reference = FirstOf(reader, reference),
                    Organisation = FirstOf(reader, organisation),
                    Resource = FirstOf(reader, resource),
                    Entity = FirstOf(reader, entity),
                });
            }
        }
    }

    private static ReadOnlySpan<byte> FirstOf(Utf8CsvReader reader, int[] columns)
    {
        foreach (var column in columns)
        {
            if (column < reader.FieldCount && reader[column] is { IsEmpty: false } cell)
            {
                return cell;
            }
        }

        return [];
    }
}
