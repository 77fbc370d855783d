namespace DigitalLand.DuckDb;

/// <summary>A column's type: the numbers of duckdb.h's DUCKDB_TYPE. Those that are named can be read; a query casts others to one of them.</summary>
#pragma warning disable CA1027, CA1720 // the names and numbers are DuckDB's: one at a time, no flags
public enum DuckDbType
{
    Invalid = 0,
    Boolean = 1,
    TinyInt = 2,
    SmallInt = 3,
    Integer = 4,
    BigInt = 5,
    UTinyInt = 6,
    USmallInt = 7,
    UInteger = 8,
    UBigInt = 9,
    Float = 10,
    Double = 11,
    Date = 13,
    HugeInt = 16,
    Varchar = 17,
}
#pragma warning restore CA1027, CA1720
