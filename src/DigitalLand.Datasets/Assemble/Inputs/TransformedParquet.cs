using System.Globalization;
using DigitalLand.Core.Parquet;

namespace DigitalLand.Datasets.Assemble.Inputs;

/// <summary>
/// A transformed file as our transform writes it in Parquet: facts and values plain, the entity and all that repeats as dictionaries, nothing
/// missing. Then a text is looked up once a row group instead of once a row, and row groups are read on all cores.
/// </summary>
internal sealed class TransformedParquet
{
    private const int Int64 = 2;
    private const int ByteArray = 6;

    private TransformedParquet(ParquetFile file, int entity, int fact, int value, int[] pooled)
    {
        File = file;
        (Entity, Fact, Value, Pooled) = (entity, fact, value, pooled);
    }

    public ParquetFile File { get; }

    /// <summary>The size of the CSV that was written with it; null where it does not tell.</summary>
    public long? CsvSize => File.Properties.TryGetValue(ParquetProperties.CsvSize, out var text)
        && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : null;

    /// <summary>The position of the column in the file, as that of the following.</summary>
    public int Entity { get; }

    public int Fact { get; }

    public int Value { get; }

    public int[] Pooled { get; }

    /// <summary>Opens a file.</summary>
    /// <returns>Null where it is not as our transform writes them: then it is for <see cref="ForeignParquet"/>.</returns>
    public static TransformedParquet? TryOpen(string path, FactColumns columns)
    {
        if (ParquetFile.TryOpen(path) is not { } file)
        {
            return null;
        }

        var opened = new TransformedParquet(
            file,
            file.IndexOf("entity"),
            file.IndexOf("fact"),
            file.IndexOf("value"),
            [.. columns.Pooled.Select(field => file.IndexOf(field.Replace('-', '_')))]);
        return opened.IsAsWritten() ? opened : null;
    }

    private bool IsAsWritten() => File.RowGroups.All(group => IsChunk(group, Entity, Int64, dictionary: true)
        && IsChunk(group, Fact, ByteArray, dictionary: false)
        && IsChunk(group, Value, ByteArray, dictionary: false)
        && Pooled.All(column => IsChunk(group, column, ByteArray, dictionary: true)));

    private static bool IsChunk(StoredRowGroup group, int column, int type, bool dictionary) =>
        column >= 0 && group.Chunks[column] is var chunk && chunk.Type == type && chunk.HasDictionary == dictionary && chunk.Nulls == 0;
}
