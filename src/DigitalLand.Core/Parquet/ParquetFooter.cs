using System.Buffers;
using ElementType = DigitalLand.Core.Parquet.ThriftCompactWriter.ElementType;

namespace DigitalLand.Core.Parquet;

/// <summary>The footer: FileMetaData of parquet.thrift. The numbers are the ids of its members.</summary>
internal static class ParquetFooter
{
    public const string CreatedBy = "digital-land";

    public static void Write(IBufferWriter<byte> output, IReadOnlyList<ColumnChunk> columns, List<RowGroup> groups, IReadOnlyCollection<KeyValuePair<string, string>> properties)
    {
        var thrift = new ThriftCompactWriter(output);
        thrift.BeginStruct();
        thrift.WriteI32(1, 1);
        WriteSchema(thrift, columns);
        thrift.WriteI64(3, groups.Sum(group => (long)group.Rows));
        thrift.BeginList(4, ElementType.Struct, groups.Count);
        foreach (var group in groups)
        {
            WriteRowGroup(thrift, columns, group);
        }

        WriteProperties(thrift, properties);
        thrift.WriteText(6, CreatedBy);
        WriteColumnOrders(thrift, columns.Count);
        thrift.EndStruct();
    }

    private static void WriteProperties(ThriftCompactWriter thrift, IReadOnlyCollection<KeyValuePair<string, string>> properties)
    {
        if (properties.Count == 0)
        {
            return;
        }

        thrift.BeginList(5, ElementType.Struct, properties.Count);
        foreach (var (key, value) in properties)
        {
            thrift.BeginStruct();
            thrift.WriteText(1, key);
            thrift.WriteText(2, value);
            thrift.EndStruct();
        }
    }

    private static void WriteSchema(ThriftCompactWriter thrift, IReadOnlyList<ColumnChunk> columns)
    {
        const int Optional = 1;
        thrift.BeginList(2, ElementType.Struct, columns.Count + 1);
        thrift.BeginStruct();
        thrift.WriteText(4, "schema");
        thrift.WriteI32(5, columns.Count);
        thrift.EndStruct();
        foreach (var column in columns)
        {
            thrift.BeginStruct();
            thrift.WriteI32(1, column.Type.Physical);
            thrift.WriteI32(3, Optional);
            thrift.WriteText(4, column.Name);
            if (column.Type.Converted is { } converted)
            {
                thrift.WriteI32(6, converted);
            }

            column.Type.WriteLogicalType(thrift, 10);
            thrift.EndStruct();
        }
    }

    private static void WriteRowGroup(ThriftCompactWriter thrift, IReadOnlyList<ColumnChunk> columns, RowGroup group)
    {
        thrift.BeginStruct();
        thrift.BeginList(1, ElementType.Struct, columns.Count);
        for (var i = 0; i < columns.Count; i++)
        {
            thrift.BeginStruct();
            thrift.WriteI64(2, 0);
            thrift.BeginStruct(3);
            WriteColumn(thrift, columns[i], group.Rows, group.Chunks[i]);
            thrift.EndStruct();
            thrift.EndStruct();
        }

        thrift.WriteI64(2, group.Chunks.Sum(chunk => chunk.Summary.UncompressedSize));
        thrift.WriteI64(3, group.Rows);
        thrift.WriteI64(5, group.Chunks[0].Offset);
        thrift.WriteI64(6, group.Chunks.Sum(chunk => chunk.Size));
        thrift.EndStruct();
    }

    private static void WriteColumn(ThriftCompactWriter thrift, ColumnChunk column, int rows, WrittenChunk chunk)
    {
        var summary = chunk.Summary;
        thrift.WriteI32(1, column.Type.Physical);
        PageEncoding[] encodings = summary.DictionarySize > 0
            ? [PageEncoding.Plain, PageEncoding.Rle, PageEncoding.RleDictionary]
            : [PageEncoding.Plain, PageEncoding.Rle];
        thrift.BeginList(2, ElementType.I32, encodings.Length);
        foreach (var encoding in encodings)
        {
            thrift.WriteElement((int)encoding);
        }

        thrift.BeginList(3, ElementType.Binary, 1);
        thrift.WriteElement(column.Name);
        thrift.WriteI32(4, summary.Compressed ? 1 : 0);
        thrift.WriteI64(5, rows);
        thrift.WriteI64(6, summary.UncompressedSize);
        thrift.WriteI64(7, chunk.Size);
        thrift.WriteI64(9, chunk.Offset + summary.DictionarySize);
        if (summary.DictionarySize > 0)
        {
            thrift.WriteI64(11, chunk.Offset);
        }

        thrift.BeginStruct(12);
        thrift.WriteI64(3, summary.Nulls);
        if (!summary.Least.IsEmpty)
        {
            thrift.WriteBytes(5, summary.Greatest.Span);
            thrift.WriteBytes(6, summary.Least.Span);
        }

        thrift.EndStruct();
    }

    /// <summary>That least and greatest values follow their types' own order: without it readers must not trust them.</summary>
    private static void WriteColumnOrders(ThriftCompactWriter thrift, int count)
    {
        thrift.BeginList(7, ElementType.Struct, count);
        for (var i = 0; i < count; i++)
        {
            thrift.BeginStruct();
            thrift.BeginStruct(1);
            thrift.EndStruct();
            thrift.EndStruct();
        }
    }
}
