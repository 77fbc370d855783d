namespace DigitalLand.Core.Parquet;

/// <summary>
/// A chunk put together of the pages of others, which several threads made of rows that follow one another. They are plain columns that
/// are parts (<see cref="ColumnChunk.IsPart"/>).
/// </summary>
public sealed class JoinedColumn(string name, ParquetType type, Snappy snappy) : ColumnChunk(name, type, snappy)
{
    public override PageEncoding Encoding => PageEncoding.Plain;

    /// <summary>Takes the pages of a part that is finished.</summary>
    public void Add(ColumnChunk part) => Append(part);

    protected override void FinishPages()
    {
    }
}
