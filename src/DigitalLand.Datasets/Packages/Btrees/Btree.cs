using System.Buffers.Binary;

namespace DigitalLand.Datasets.Packages.Btrees;

/// <summary>A table or an index on its way into a file: runs are appended in ascending order, and <see cref="Finish"/> tells its root.</summary>
internal sealed class Btree(BtreeFile file, BtreeKind kind)
{
    private readonly InteriorLevel _parents = new(file, kind);
    private readonly List<int> _leaves = [];
    private bool _any;

    public BtreeKind Kind => kind;

    /// <summary>Appends the pages of a finished run.</summary>
    public void Append(PageRun run)
    {
        if (run.PageCount == 0)
        {
            return;
        }

        run.MakeAbsolute(file);
        foreach (var leaf in run.Leaves)
        {
            _leaves.Add(file.Next(leaf.Page));
        }

        file.Append(run.Pages);
        for (var i = 0; i < _leaves.Count; i++)
        {
            if (_any)
            {
                _parents.AddDivider(run.DividerBytes(run.Leaves[i].Before));
            }

            _any = true;
            _parents.AddChild(_leaves[i]);
        }

        _leaves.Clear();
    }

    /// <summary>Completes the tree, which without any run is one empty page.</summary>
    /// <returns>The number of its root page.</returns>
    public int Finish()
    {
        if (!_any)
        {
            var page = new byte[BtreeKind.PageSize];
            page[0] = kind.LeafType;
            BinaryPrimitives.WriteUInt16BigEndian(page.AsSpan(5), BtreeKind.PageSize);
            return file.Append(page);
        }

        return _parents.Finish();
    }
}
