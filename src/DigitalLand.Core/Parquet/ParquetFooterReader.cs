namespace DigitalLand.Core.Parquet;

/// <summary>Reads what <see cref="ParquetFooter"/> writes. The numbers are the ids of the members in parquet.thrift.</summary>
internal sealed class ParquetFooterReader
{
    private readonly List<string> _columns = [];
    private readonly List<StoredRowGroup> _groups = [];
    private readonly Dictionary<string, string> _properties = new(StringComparer.Ordinal);
    private string _createdBy = "";

    private ParquetFooterReader()
    {
    }

    /// <summary>Whether the file says that our writer made it, and is as that makes files.</summary>
    public bool IsOurs => _createdBy == ParquetFooter.CreatedBy && _groups.TrueForAll(group => group.Chunks.Count == _columns.Count);

    public IReadOnlyList<string> Columns => _columns;

    public IReadOnlyList<StoredRowGroup> RowGroups => _groups;

    public IReadOnlyDictionary<string, string> Properties => _properties;

    public long RowCount { get; private set; }

    /// <exception cref="InvalidDataException">The bytes are not a footer.</exception>
    public static ParquetFooterReader Read(ReadOnlySpan<byte> bytes)
    {
        var footer = new ParquetFooterReader();
        var thrift = new ThriftCompactReader(bytes);
        footer.ReadFile(ref thrift);
        return footer;
    }

    private void ReadFile(ref ThriftCompactReader thrift)
    {
        var outer = thrift.BeginStruct();
        while (thrift.Next(out var id))
        {
            switch (id)
            {
                case 2: ReadSchema(ref thrift); break;
                case 3: RowCount = thrift.ReadInteger(); break;
                case 4: ReadRowGroups(ref thrift); break;
                case 5: ReadProperties(ref thrift); break;
                case 6: _createdBy = thrift.ReadText(); break;
                default: thrift.Skip(); break;
            }
        }

        thrift.EndStruct(outer);
    }

    /// <summary>The first element is the schema itself, the others its columns.</summary>
    private void ReadSchema(ref ThriftCompactReader thrift)
    {
        var count = thrift.ReadListLength();
        for (var i = 0; i < count; i++)
        {
            var name = "";
            var outer = thrift.BeginStruct();
            while (thrift.Next(out var id))
            {
                if (id == 4)
                {
                    name = thrift.ReadText();
                }
                else
                {
                    thrift.Skip();
                }
            }

            thrift.EndStruct(outer);
            if (i > 0)
            {
                _columns.Add(name);
            }
        }
    }

    private void ReadRowGroups(ref ThriftCompactReader thrift)
    {
        var count = thrift.ReadListLength();
        for (var i = 0; i < count; i++)
        {
            var chunks = new List<StoredChunk>();
            var rows = 0;
            var outer = thrift.BeginStruct();
            while (thrift.Next(out var id))
            {
                switch (id)
                {
                    case 1: ReadChunks(ref thrift, chunks); break;
                    case 3: rows = thrift.ReadInt32(); break;
                    default: thrift.Skip(); break;
                }
            }

            thrift.EndStruct(outer);
            _groups.Add(new StoredRowGroup(rows, chunks));
        }
    }

    private static void ReadChunks(ref ThriftCompactReader thrift, List<StoredChunk> chunks)
    {
        var count = thrift.ReadListLength();
        for (var i = 0; i < count; i++)
        {
            var outer = thrift.BeginStruct();
            while (thrift.Next(out var id))
            {
                if (id == 3)
                {
                    chunks.Add(ReadChunk(ref thrift));
                }
                else
                {
                    thrift.Skip();
                }
            }

            thrift.EndStruct(outer);
        }
    }

    private static StoredChunk ReadChunk(ref ThriftCompactReader thrift)
    {
        var (type, codec, size, data, dictionary, nulls) = (0, 0, 0L, 0L, -1L, -1L);
        var outer = thrift.BeginStruct();
        while (thrift.Next(out var id))
        {
            switch (id)
            {
                case 1: type = thrift.ReadInt32(); break;
                case 4: codec = thrift.ReadInt32(); break;
                case 7: size = thrift.ReadInteger(); break;
                case 9: data = thrift.ReadInteger(); break;
                case 11: dictionary = thrift.ReadInteger(); break;
                case 12: nulls = ReadNulls(ref thrift); break;
                default: thrift.Skip(); break;
            }
        }

        thrift.EndStruct(outer);
        return new StoredChunk(type, dictionary >= 0 ? dictionary : data, size, codec != 0, dictionary >= 0, nulls);
    }

    private static long ReadNulls(ref ThriftCompactReader thrift)
    {
        var nulls = -1L;
        var outer = thrift.BeginStruct();
        while (thrift.Next(out var id))
        {
            if (id == 3)
            {
                nulls = thrift.ReadInteger();
            }
            else
            {
                thrift.Skip();
            }
        }

        thrift.EndStruct(outer);
        return nulls;
    }

    private void ReadProperties(ref ThriftCompactReader thrift)
    {
        var count = thrift.ReadListLength();
        for (var i = 0; i < count; i++)
        {
            var (key, value) = ("", "");
            var outer = thrift.BeginStruct();
            while (thrift.Next(out var id))
            {
                switch (id)
                {
                    case 1: key = thrift.ReadText(); break;
                    case 2: value = thrift.ReadText(); break;
                    default: thrift.Skip(); break;
                }
            }

            thrift.EndStruct(outer);
            _properties[key] = value;
        }
    }
}
