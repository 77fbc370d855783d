using DigitalLand.Core.Parquet;

namespace DigitalLand.Datasets.Packages.Flattened;

/// <summary>Rows as pages of each column of the Parquet file. For one thread at a time.</summary>
internal sealed class FlattenedPages
{
    /// <param name="columns">The columns with their types.</param>
    /// <param name="casts">Reads values of unusual form.</param>
    public FlattenedPages(FlattenedColumns columns, UnusualValues casts)
    {
        var snappy = new Snappy();
        Columns = [.. columns.Names.Select((name, i) => TypedColumn.Of(name, columns.Types[i], snappy, casts))];
    }

    public TypedColumn[] Columns { get; }

    /// <summary>Forgets the rows that were added.</summary>
    public void Start()
    {
        foreach (var column in Columns)
        {
            column.Chunk.Reset();
        }
    }

    /// <summary>Ends the last pages.</summary>
    public void Finish()
    {
        foreach (var column in Columns)
        {
            column.Chunk.Finish();
        }
    }
}
