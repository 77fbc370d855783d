namespace DigitalLand.Core.Parquet;

/// <summary>A column's type, as the members of parquet.thrift's SchemaElement say it.</summary>
/// <param name="Physical">The enumeration Type.</param>
/// <param name="Converted">The enumeration ConvertedType, for readers that do not know logical types; null for none.</param>
public sealed record ParquetType(int Physical, int? Converted)
{
    private const int Int32 = 1;
    private const int DateConverted = 6;
    private const int UInt32Converted = 13;

    public static readonly ParquetType Text = new(Physical: 6, Converted: 0);
    public static readonly ParquetType Signed64 = new(Physical: 2, Converted: null);
    public static readonly ParquetType Unsigned32 = new(Int32, UInt32Converted);
    public static readonly ParquetType Floating64 = new(Physical: 5, Converted: null);

    /// <summary>Days since 1 January 1970.</summary>
    public static readonly ParquetType Date = new(Int32, DateConverted);

    /// <summary>Writes the union LogicalType, where there is one.</summary>
    internal void WriteLogicalType(ThriftCompactWriter thrift, int id)
    {
        if (Converted is null)
        {
            return;
        }

        const int StringType = 1;
        const int DateType = 6;
        const int IntType = 10;
        thrift.BeginStruct(id);
        switch (Converted)
        {
            case UInt32Converted:
                thrift.BeginStruct(IntType);
                thrift.WriteI8(1, 32);
                thrift.WriteBool(2, false);
                break;
            case DateConverted:
                thrift.BeginStruct(DateType);
                break;
            default:
                thrift.BeginStruct(StringType);
                break;
        }

        thrift.EndStruct();
        thrift.EndStruct();
    }
}
