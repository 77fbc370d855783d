using System.Buffers.Binary;
using DigitalLand.Core;
using DigitalLand.Core.Parquet;
using DigitalLand.Core.Progress;
using DigitalLand.Datasets.Assemble.Rows;
using Microsoft.Win32.SafeHandles;

namespace DigitalLand.Datasets.Assemble.Inputs;

/// <summary>
/// One row group of a <see cref="TransformedParquet"/> on its way into rows: <see cref="Read"/> brings its bytes and numbers the texts of
/// its dictionaries, which is done for one row group after the other so that numbers come out the same each time; <see cref="Decode"/>, the
/// greater part, for several at once. Used for many row groups, by one thread at a time.
/// </summary>
internal sealed class TransformedRowGroup
{
    private readonly FactColumns _columns;
    private readonly PageReader _entityPages = new();
    private readonly PageReader _factPages = new();
    private readonly PageReader _valuePages = new();
    private readonly PageReader[] _pooledPages;
    private readonly int[][] _pooledTexts;
    private readonly int[][] _texts;
    private readonly int[] _rowTexts;
    private long[] _entities = [];
    private int[] _rowEntities = [];
    private byte[] _bytes = [];
    private string _path = "";
    private int _rows;

    public TransformedRowGroup(FactColumns columns)
    {
        _columns = columns;
        _pooledPages = [.. columns.Pooled.Select(_ => new PageReader())];
        _pooledTexts = [.. columns.Pooled.Select(_ => Array.Empty<int>())];
        _texts = [.. columns.Pooled.Select(_ => Array.Empty<int>())];
        _rowTexts = new int[columns.Pooled.Length];
        Block = new RowBlock(columns);
    }

    /// <summary>What <see cref="Decode"/> fills.</summary>
    public RowBlock Block { get; }

    /// <summary>Brings the bytes of a row group, and its dictionaries into the pool.</summary>
    /// <param name="file">The file.</param>
    /// <param name="handle">It, open.</param>
    /// <param name="group">Which row group.</param>
    /// <param name="pool">Where texts get their numbers.</param>
    /// <exception cref="RunFailedException">It is broken, or has a number that is not one.</exception>
    public void Read(TransformedParquet file, SafeFileHandle handle, StoredRowGroup group, TextPool pool)
    {
        _path = file.File.Path;
        _rows = group.Rows;
        WorkMeter.Add("facts read", _rows);
        try
        {
            var start = ReadBytes(handle, group);
            Start(_entityPages, group.Chunks[file.Entity], start);
            Start(_factPages, group.Chunks[file.Fact], start);
            Start(_valuePages, group.Chunks[file.Value], start);
            ReadEntities();
            for (var i = 0; i < _pooledPages.Length; i++)
            {
                Start(_pooledPages[i], group.Chunks[file.Pooled[i]], start);
                ReadTexts(i, pool);
            }
        }
        catch (InvalidDataException error)
        {
            throw Broken(error);
        }
    }

    /// <summary>Fills <see cref="Block"/>.</summary>
    /// <exception cref="RunFailedException">The row group is broken.</exception>
    public TransformedRowGroup Decode()
    {
        try
        {
            DecodeNumbers(_entityPages, ref _rowEntities, _entities.Length);
            for (var i = 0; i < _pooledPages.Length; i++)
            {
                DecodeNumbers(_pooledPages[i], ref _texts[i], _pooledTexts[i].Length);
                Replace(_texts[i].AsSpan(0, _rows), _pooledTexts[i]);
            }

            AddRows();
            return this;
        }
        catch (InvalidDataException error)
        {
            throw Broken(error);
        }
    }

    private static void Replace(Span<int> numbers, int[] texts)
    {
        foreach (ref var number in numbers)
        {
            number = texts[number];
        }
    }

    private void AddRows()
    {
        var facts = new PagedTexts(_factPages);
        var values = new PagedTexts(_valuePages);
        var texts = _rowTexts;
        for (var row = 0; row < _rows; row++)
        {
            for (var i = 0; i < texts.Length; i++)
            {
                texts[i] = _texts[i][row];
            }

            Block.Add(_entities[_rowEntities[row]], facts.Next(), texts, values.Next());
        }
    }

    /// <returns>Where in the file the bytes begin.</returns>
    private long ReadBytes(SafeFileHandle handle, StoredRowGroup group)
    {
        var start = group.Chunks.Min(chunk => chunk.Offset);
        var size = group.Chunks.Max(chunk => chunk.Offset + chunk.Size) - start;
        if (start < 0 || size > Array.MaxLength || size > RandomAccess.GetLength(handle) - start || group.Chunks.Any(chunk => chunk.Size < 0))
        {
            throw new InvalidDataException("the footer tells of more than there is");
        }

        if (_bytes.Length < size)
        {
            _bytes = GC.AllocateUninitializedArray<byte>((int)Math.Max(size, Math.Min(2L * _bytes.Length, Array.MaxLength)));
        }

        for (var read = 0; read < size;)
        {
            read += RandomAccess.Read(handle, _bytes.AsSpan(read, (int)size - read), start + read) is var more and > 0
                ? more
                : throw new InvalidDataException("the file ends too early");
        }

        return start;
    }

    private void Start(PageReader pages, StoredChunk chunk, long start) => pages.Start(chunk, _bytes.AsMemory((int)(chunk.Offset - start), (int)chunk.Size));

    private void ReadEntities()
    {
        _entityPages.ReadDictionary();
        var values = _entityPages.Values;
        if (values.Length != sizeof(long) * (long)_entityPages.Count)
        {
            throw new InvalidDataException("a dictionary of entities is broken");
        }

        _entities = new long[_entityPages.Count];
        for (var i = 0; i < _entities.Length; i++)
        {
            _entities[i] = BinaryPrimitives.ReadInt64LittleEndian(values[(sizeof(long) * i)..]);
        }
    }

    private void ReadTexts(int column, TextPool pool)
    {
        _pooledPages[column].ReadDictionary();
        var values = new PlainTexts(_pooledPages[column].Values);
        var texts = new int[_pooledPages[column].Count];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = pool.Intern(values.Next());
            if (_columns.IsInteger[column] && !pool.TryGetInteger(texts[i], out _))
            {
                throw new RunFailedException($"'{_path}' has a row with the {_columns.Pooled[column]} '{pool.GetString(texts[i])}', which is not a whole number.");
            }
        }

        _pooledTexts[column] = texts;
    }

    /// <summary>The numbers of all rows, each of which is one of a dictionary.</summary>
    private void DecodeNumbers(PageReader pages, ref int[] numbers, int dictionary)
    {
        if (numbers.Length < _rows)
        {
            numbers = new int[_rows];
        }

        var read = 0;
        while (pages.Read())
        {
            if (pages.Count > _rows - read)
            {
                break;
            }

            pages.ReadNumbers(numbers.AsSpan(read, pages.Count));
            read += pages.Count;
        }

        if (read != _rows || numbers.AsSpan(0, read).ContainsAnyExceptInRange(0, dictionary - 1))
        {
            throw new InvalidDataException("a column's rows are not as many as told, or refer to what is not there");
        }
    }

    private RunFailedException Broken(InvalidDataException error) => new($"'{_path}' cannot be read as transformed Parquet: {error.Message}.", error);

    /// <summary>The texts of a plain column, across its pages.</summary>
    private ref struct PagedTexts(PageReader pages)
    {
        private PlainTexts _texts;
        private int _left;

        public ReadOnlySpan<byte> Next()
        {
            while (_left == 0)
            {
                if (!pages.Read())
                {
                    throw new InvalidDataException("a column has fewer rows than told");
                }

                _texts = new PlainTexts(pages.Values);
                _left = pages.Count;
            }

            _left--;
            return _texts.Next();
        }
    }
}
