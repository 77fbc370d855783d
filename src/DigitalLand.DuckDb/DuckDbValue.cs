namespace DigitalLand.DuckDb;

/// <summary>A statement's parameter. Made from the value itself: <c>Query("... where entity = ? and name = ?", 7, "x")</c>.</summary>
public readonly struct DuckDbValue
{
    private readonly string? _text;
    private readonly long _bits;

    private DuckDbValue(DuckDbType type, long bits, string? text = null)
    {
        Type = type;
        _bits = bits;
        _text = text;
    }

    /// <summary>NULL.</summary>
    public static DuckDbValue Null => default;

    /// <summary>One of Boolean, BigInt, Double, Date and Varchar; Invalid for NULL.</summary>
    internal DuckDbType Type { get; }

    internal long Int64 => _bits;

    internal double Double => BitConverter.Int64BitsToDouble(_bits);

    internal string Text => _text!;

    public static implicit operator DuckDbValue(bool value) => FromBoolean(value);

    public static implicit operator DuckDbValue(long value) => FromInt64(value);

    public static implicit operator DuckDbValue(double value) => FromDouble(value);

    public static implicit operator DuckDbValue(DateOnly value) => FromDateOnly(value);

    public static implicit operator DuckDbValue(string? value) => FromString(value);

    public static DuckDbValue FromBoolean(bool value) => new(DuckDbType.Boolean, value ? 1 : 0);

    public static DuckDbValue FromInt64(long value) => new(DuckDbType.BigInt, value);

    public static DuckDbValue FromDouble(double value) => new(DuckDbType.Double, BitConverter.DoubleToInt64Bits(value));

    public static DuckDbValue FromDateOnly(DateOnly value) => new(DuckDbType.Date, DuckDbDate.ToDays(value));

    /// <summary>Null gives NULL.</summary>
    public static DuckDbValue FromString(string? value) => value is null ? Null : new(DuckDbType.Varchar, 0, value);
}
