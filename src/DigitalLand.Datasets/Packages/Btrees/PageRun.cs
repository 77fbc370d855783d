using System.Buffers.Binary;

namespace DigitalLand.Datasets.Packages.Btrees;

/// <summary>
/// Cells in ascending order as the leaf pages of a b-tree, made apart from the file: pages are numbered from 0 until the run is
/// appended, so that several threads can each make a run. A run that is not the first of its index gives its first entry to
/// the level above, as every leaf does that another follows.
/// </summary>
internal sealed class PageRun
{
    private const int PageSize = BtreeKind.PageSize;
    private const int None = -1;

    private readonly List<Leaf> _leaves = [];

    /// <summary>Where page numbers stand that are counted from the run's start.</summary>
    private readonly List<int> _links = [];
    private readonly byte[] _cellHeader = new byte[Varint.MaxLength * 2];

    private BtreeKind _kind = BtreeKind.Table;
    private byte[] _pages = new byte[PageSize * 16];
    private byte[] _dividers = new byte[1024];
    private int _dividersUsed;
    private Divider _divider;
    private int _leaf = None;
    private int _cells;
    private int _contentStart;
    private int _lastCellSize;
    private bool _lastCellLinks;

    public int PageCount { get; private set; }

    public Span<byte> Pages => _pages.AsSpan(0, PageCount * PageSize);

    public IReadOnlyList<Leaf> Leaves => _leaves;

    private bool NeedsDivider { get; set; }

    /// <summary>Starts a run, in the memory of the one before.</summary>
    /// <param name="kind">Whose pages they are.</param>
    /// <param name="first">Whether no run of the same tree comes before.</param>
    public void Start(BtreeKind kind, bool first)
    {
        _kind = kind;
        NeedsDivider = kind == BtreeKind.Index && !first;
        _leaves.Clear();
        _links.Clear();
        _dividersUsed = 0;
        _divider = default;
        _leaf = None;
        PageCount = 0;
    }

    /// <summary>The bytes of a divider as an interior page holds them behind the number of the child.</summary>
    public Span<byte> DividerBytes(Divider divider) => _dividers.AsSpan(divider.Start, divider.Length);

    /// <summary>Adds a row of a table.</summary>
    /// <param name="rowid">Greater than all before.</param>
    /// <param name="record">The columns.</param>
    public void AddRow(long rowid, ReadOnlySpan<byte> record)
    {
        var header = Varint.Write(_cellHeader, record.Length);
        header += Varint.Write(_cellHeader.AsSpan(header), rowid);
        if (!Fits(header, record.Length))
        {
            EndLeaf();
        }

        if (_leaf == None)
        {
            // A child holds numbers up to its divider's; what separates it from the leaf before is the number before its first.
            _divider = StartDivider(Varint.Length(rowid - 1));
            Varint.Write(DividerBytes(_divider), rowid - 1);
            StartLeaf();
        }

        AddCell(_cellHeader.AsSpan(0, header), record);
    }

    /// <summary>Adds an entry of an index: the indexed columns and the rowid, greater than all before.</summary>
    public void AddEntry(ReadOnlySpan<byte> record)
    {
        var header = Varint.Write(_cellHeader, record.Length);
        if (_leaf != None && !Fits(header, record.Length))
        {
            EndLeaf();
            NeedsDivider = true;
        }

        if (NeedsDivider)
        {
            NeedsDivider = false;
            AddDivider(_cellHeader.AsSpan(0, header), record);
            return;
        }

        if (_leaf == None)
        {
            StartLeaf();
        }

        AddCell(_cellHeader.AsSpan(0, header), record);
    }

    /// <summary>Ends the last leaf. An entry that went up with no entry behind it is exchanged for the one before it, so that a leaf follows.</summary>
    public void Finish()
    {
        if (_leaf != None)
        {
            EndLeaf();
        }
        else if (_divider.Length > 0)
        {
            ExchangeLastDivider();
        }
    }

    /// <summary>Turns the numbers of pages into those that they will have when the run is appended to a file next.</summary>
    public void MakeAbsolute(BtreeFile file)
    {
        foreach (var link in _links)
        {
            MakeAbsolute(_pages.AsSpan(link), file);
        }

        foreach (var leaf in _leaves)
        {
            if (leaf.Before.Links)
            {
                MakeAbsolute(DividerBytes(leaf.Before)[^sizeof(int)..], file);
            }
        }
    }

    private static void MakeAbsolute(Span<byte> number, BtreeFile file) =>
        BinaryPrimitives.WriteInt32BigEndian(number, file.Next(BinaryPrimitives.ReadInt32BigEndian(number)));

    private void ExchangeLastDivider()
    {
        if (_leaves.Count == 0)
        {
            throw new InvalidOperationException("A run of an index that is not its first needs at least two entries");
        }

        var entry = DividerBytes(_divider).ToArray();
        var links = _divider.Links;
        _leaf = _leaves[^1].Page * PageSize;
        var page = _pages.AsSpan(_leaf, PageSize);
        var cell = page.Slice(_contentStart, _lastCellSize);
        _divider = StartDivider(_lastCellSize) with { Links = _lastCellLinks };
        cell.CopyTo(DividerBytes(_divider));
        if (_lastCellLinks)
        {
            _links.Remove(_leaf + _contentStart + _lastCellSize - sizeof(int));
        }

        _cells--;
        _contentStart += _lastCellSize;
        WriteLeafHeader();
        StartLeaf();
        Place(entry);
        if (links)
        {
            _links.Add(_leaf + _contentStart + entry.Length - sizeof(int));
        }

        EndLeaf();
    }

    private bool Fits(int header, int payload)
    {
        var local = _kind.Local(payload);
        var size = header + local + (local < payload ? sizeof(int) : 0);
        return _leaf != None && _contentStart - size >= BtreeKind.LeafHeader + (sizeof(short) * (_cells + 1));
    }

    private void AddCell(ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload)
    {
        var local = _kind.Local(payload.Length);
        var overflows = local < payload.Length;
        _lastCellLinks = overflows;
        var at = _leaf + Reserve(header.Length + local + (overflows ? sizeof(int) : 0));
        header.CopyTo(_pages.AsSpan(at));
        payload[..local].CopyTo(_pages.AsSpan(at + header.Length));
        if (overflows)
        {
            _links.Add(at + header.Length + local);
            var first = WriteOverflow(payload[local..]);
            BinaryPrimitives.WriteInt32BigEndian(_pages.AsSpan(at + header.Length + local), first);
        }
    }

    private void AddDivider(ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload)
    {
        var local = _kind.Local(payload.Length);
        var overflows = local < payload.Length;
        _divider = StartDivider(header.Length + local + (overflows ? sizeof(int) : 0)) with { Links = overflows };
        header.CopyTo(DividerBytes(_divider));
        payload[..local].CopyTo(DividerBytes(_divider)[header.Length..]);
        if (overflows)
        {
            var first = WriteOverflow(payload[local..]);
            BinaryPrimitives.WriteInt32BigEndian(DividerBytes(_divider)[(header.Length + local)..], first);
        }
    }

    private int WriteOverflow(ReadOnlySpan<byte> rest)
    {
        var first = PageCount;
        while (rest.Length > 0)
        {
            var page = NewPage() * PageSize;
            var part = rest[..Math.Min(rest.Length, BtreeKind.OverflowSize)];
            part.CopyTo(_pages.AsSpan(page + sizeof(int)));
            rest = rest[part.Length..];
            if (rest.Length > 0)
            {
                _links.Add(page);
                BinaryPrimitives.WriteInt32BigEndian(_pages.AsSpan(page), PageCount);
            }
        }

        return first;
    }

    private void Place(ReadOnlySpan<byte> cell) => cell.CopyTo(_pages.AsSpan(_leaf + Reserve(cell.Length)));

    /// <summary>Makes room for one more cell of the leaf and points to it.</summary>
    private int Reserve(int size)
    {
        _contentStart -= size;
        _lastCellSize = size;
        BinaryPrimitives.WriteUInt16BigEndian(_pages.AsSpan(_leaf + BtreeKind.LeafHeader + (sizeof(short) * _cells++)), (ushort)_contentStart);
        return _contentStart;
    }

    private Divider StartDivider(int length)
    {
        if (_dividers.Length - _dividersUsed < length)
        {
            Array.Resize(ref _dividers, Math.Max(_dividers.Length * 2, _dividersUsed + length));
        }

        _dividersUsed += length;
        return new Divider(_dividersUsed - length, length, Links: false);
    }

    private void StartLeaf()
    {
        var page = NewPage();
        _leaf = page * PageSize;
        _cells = 0;
        _contentStart = PageSize;
        _leaves.Add(new Leaf(page, _divider));
        _divider = default;
    }

    private void EndLeaf()
    {
        if (_leaf != None)
        {
            WriteLeafHeader();
            _leaf = None;
        }
    }

    private void WriteLeafHeader()
    {
        var page = _pages.AsSpan(_leaf, BtreeKind.LeafHeader);
        page[0] = _kind.LeafType;
        BinaryPrimitives.WriteUInt16BigEndian(page[3..], (ushort)_cells);
        BinaryPrimitives.WriteUInt16BigEndian(page[5..], (ushort)_contentStart);
    }

    private int NewPage()
    {
        if ((PageCount + 1) * PageSize > _pages.Length)
        {
            Array.Resize(ref _pages, _pages.Length * 2);
        }

        _pages.AsSpan(PageCount * PageSize, PageSize).Clear();
        return PageCount++;
    }

    /// <summary>A key between two children of an interior page.</summary>
    /// <param name="Start">Where its bytes lie.</param>
    /// <param name="Length">How many they are; none in front of a tree's first leaf.</param>
    /// <param name="Links">Whether its last four bytes are the number of an overflow page.</param>
    public readonly record struct Divider(int Start, int Length, bool Links);

    /// <summary>A leaf page and the divider in front of it.</summary>
    public readonly record struct Leaf(int Page, Divider Before);
}
