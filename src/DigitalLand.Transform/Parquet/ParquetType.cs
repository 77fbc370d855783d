namespace DigitalLand.Transform.Parquet;

/// <summary>A column's type, as the members of parquet.thrift's SchemaElement say it.</summary>
/// <param name="Physical">The enumeration Type.</param>
/// <param name="Converted">The enumeration ConvertedType, for readers that do not know logical types; null for none.</param>
internal sealed record ParquetType(int Physical, int? Converted)
{
    private const int Int32 = 1;
    private const int UInt32Converted = 13;

    public static readonly ParquetType Text = new(Physical: 6, Converted: 0);
    public static readonly ParquetType Int64 = new(Physical: 2, Converted: null);
    public static readonly ParquetType UInt32 = new(Int32, UInt32Converted);

    /// <summary>Writes the union LogicalType, where there is one.</summary>
    public void WriteLogicalType(ThriftCompactWriter thrift, int id)
    {
        if (Converted is null)
        {
            return;
        }

        const int StringType = 1;
        const int IntType = 10;
        thrift.BeginStruct(id);
        if (Converted == UInt32Converted)
        {
            thrift.BeginStruct(IntType);
            thrift.WriteI8(1, 32);
            thrift.WriteBool(2, false);
        }
        else
        {
            thrift.BeginStruct(StringType);
        }

        thrift.EndStruct();
        thrift.EndStruct();
    }
}
