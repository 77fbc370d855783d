using DigitalLand.Datasets.Assemble.Rows;

namespace DigitalLand.Datasets.Assemble.Inputs;

/// <summary>Texts of one column on their way into the pool. Most repeat the row before; that is cheaper to see than to look up.</summary>
internal sealed class PooledColumn(FactRows rows, int column)
{
    private readonly byte[] _last = new byte[80];
    private int _length;
    private bool _kept;
    private int _id;

    /// <summary>The number of a text; false where the column is stored as a number and the text is none.</summary>
    public bool TryIntern(ReadOnlySpan<byte> utf8, out int id)
    {
        if (!_kept || !utf8.SequenceEqual(_last.AsSpan(0, _length)))
        {
            _id = rows.Texts.Intern(utf8);
            _kept = utf8.TryCopyTo(_last);
            _length = utf8.Length;
            if (rows.Columns.IsInteger[column] && !rows.Texts.TryGetInteger(_id, out _))
            {
                _kept = false;
                id = _id;
                return false;
            }
        }

        id = _id;
        return true;
    }
}
