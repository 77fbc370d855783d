using System.Buffers.Binary;

namespace DigitalLand.Datasets.Packages.Btrees;

/// <summary>
/// One level of a b-tree above its leaves, written page by page as children come by. A full page is held back until the next has a
/// cell, so that no page is ever left without one.
/// </summary>
internal sealed class InteriorLevel(BtreeFile file, BtreeKind kind)
{
    private readonly List<byte[]> _cells = [];
    private List<byte[]>? _held;
    private byte[] _heldDivider = [];
    private int _heldRight;
    private int _size = BtreeKind.InteriorHeader;
    private int _child;
    private InteriorLevel? _above;

    /// <summary>Takes the next child.</summary>
    public void AddChild(int page) => _child = page;

    /// <summary>Takes the key between the last child and the one that comes next.</summary>
    public void AddDivider(ReadOnlySpan<byte> divider)
    {
        var size = sizeof(int) + divider.Length + sizeof(short);
        if (_size + size > BtreeKind.PageSize)
        {
            _held = [.. _cells];
            _heldRight = _child;
            _heldDivider = divider.ToArray();
            _cells.Clear();
            _size = BtreeKind.InteriorHeader;
            return;
        }

        WriteHeld();
        _cells.Add(Cell(_child, divider));
        _size += size;
    }

    /// <summary>Writes what is left.</summary>
    /// <returns>The page of the tree's root.</returns>
    public int Finish()
    {
        if (_cells.Count == 0 && _held is null)
        {
            // The only child of a tree's highest level is the root itself. A level below another always has a cell: see below.
            return _child;
        }

        if (_held is { } held && _cells.Count == 0)
        {
            _cells.Add(Cell(_heldRight, _heldDivider));
            _heldRight = BinaryPrimitives.ReadInt32BigEndian(held[^1]);
            _heldDivider = held[^1][sizeof(int)..];
            held.RemoveAt(held.Count - 1);
        }

        WriteHeld();
        var page = Write(_cells, _child);
        if (_above is null)
        {
            return page;
        }

        _above.AddChild(page);
        return _above.Finish();
    }

    private static byte[] Cell(int child, ReadOnlySpan<byte> divider)
    {
        var cell = new byte[sizeof(int) + divider.Length];
        BinaryPrimitives.WriteInt32BigEndian(cell, child);
        divider.CopyTo(cell.AsSpan(sizeof(int)));
        return cell;
    }

    private void WriteHeld()
    {
        if (_held is { } held)
        {
            _held = null;
            _above ??= new InteriorLevel(file, kind);
            _above.AddChild(Write(held, _heldRight));
            _above.AddDivider(_heldDivider);
        }
    }

    private int Write(List<byte[]> cells, int right)
    {
        var page = new byte[BtreeKind.PageSize];
        WritePage(page, 0, kind, cells, right);
        return file.Append(page);
    }

    /// <summary>Lays out an interior page whose header begins at an offset: 100 on a file's first page, else 0.</summary>
    internal static void WritePage(Span<byte> page, int offset, BtreeKind kind, List<byte[]> cells, int right)
    {
        var content = BtreeKind.PageSize;
        var pointer = offset + BtreeKind.InteriorHeader;
        foreach (var cell in cells)
        {
            content -= cell.Length;
            cell.CopyTo(page[content..]);
            BinaryPrimitives.WriteUInt16BigEndian(page[pointer..], (ushort)content);
            pointer += sizeof(short);
        }

        var header = page[offset..];
        header[0] = kind.InteriorType;
        BinaryPrimitives.WriteUInt16BigEndian(header[3..], (ushort)cells.Count);
        BinaryPrimitives.WriteUInt16BigEndian(header[5..], (ushort)content);
        BinaryPrimitives.WriteInt32BigEndian(header[8..], right);
    }
}
