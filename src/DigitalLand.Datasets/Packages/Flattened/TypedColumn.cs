using System.Buffers;
using System.Globalization;
using System.Text;
using DigitalLand.Core.Parquet;

namespace DigitalLand.Datasets.Packages.Flattened;

/// <summary>A column of the Parquet file, which takes values as text: what is blank is missing, all else must be of its type.</summary>
internal abstract class TypedColumn
{
    /// <summary>The pages.</summary>
    public abstract ColumnChunk Chunk { get; }

    /// <summary>The column of a type.</summary>
    public static TypedColumn Of(string name, ParquetType type, Snappy snappy, UnusualValues casts)
    {
        if (type == ParquetType.Signed64)
        {
            return new Integers(new(name, snappy) { IsPart = true }, casts);
        }

        if (type == ParquetType.Floating64)
        {
            return new Decimals(new(name, snappy) { IsPart = true }, casts);
        }

        return type == ParquetType.Date
            ? new Dates(new(name, snappy) { IsPart = true }, casts)
            : new Texts(new(name, snappy) { IsPart = true });
    }

    /// <summary>Adds a row's value.</summary>
    /// <exception cref="DuckDb.DuckDbException">The value is not of the type.</exception>
    public void Add(ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty)
        {
            Chunk.AddNull();
        }
        else
        {
            AddValue(value);
        }
    }

    protected abstract void AddValue(ReadOnlySpan<byte> value);

    private sealed class Texts(PlainColumn column) : TypedColumn
    {
        public override ColumnChunk Chunk => column;

        protected override void AddValue(ReadOnlySpan<byte> value) => column.Add(value);
    }

    private sealed class Integers(PlainColumn<long, Int64Encoding> column, UnusualValues casts) : TypedColumn
    {
        public override ColumnChunk Chunk => column;

        protected override void AddValue(ReadOnlySpan<byte> value) =>
            column.Add(value[0] != '+' && long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : casts.Integer(Encoding.UTF8.GetString(value)));
    }

    private sealed class Decimals(PlainColumn<double, DoubleEncoding> column, UnusualValues casts) : TypedColumn
    {
        private const NumberStyles Plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

        public override ColumnChunk Chunk => column;

        protected override void AddValue(ReadOnlySpan<byte> value) =>
            column.Add(IsPlain(value) && double.TryParse(value, Plain, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : casts.Decimal(Encoding.UTF8.GetString(value)));

        private static bool IsPlain(ReadOnlySpan<byte> value) => value[0] != '+' && value[^1] is >= (byte)'0' and <= (byte)'9';
    }

    private sealed class Dates(PlainColumn<int, DateEncoding> column, UnusualValues casts) : TypedColumn
    {
        private const string Form = "yyyy-MM-dd";
        private static readonly int Epoch = new DateOnly(1970, 1, 1).DayNumber;

        public override ColumnChunk Chunk => column;

        protected override void AddValue(ReadOnlySpan<byte> value) => column.Add(TryReadDate(value, out var date) ? date.DayNumber - Epoch : casts.Days(Encoding.UTF8.GetString(value)));

        private static bool TryReadDate(ReadOnlySpan<byte> value, out DateOnly date)
        {
            Span<char> characters = stackalloc char[Form.Length];
            date = default;
            return value.Length == Form.Length
                && Ascii.ToUtf16(value, characters, out _) == OperationStatus.Done
                && DateOnly.TryParseExact(characters, Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out date);
        }
    }
}
