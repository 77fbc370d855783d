using DigitalLand.Datasets.Assemble.Rows;

namespace DigitalLand.Datasets.Assemble.Parquet;

/// <summary>
/// The rows of one entity by fact: most facts have one row, and one that several resources (or entries) give has a row of each, of which
/// one speaks for it (<see cref="FactGroups"/>).
/// </summary>
internal sealed class FactsOfEntity(FactColumns columns, TextPool texts)
{
    /// <summary>What <see cref="SpeakerFor"/> says of a row whose fact an earlier row stands for.</summary>
    public const int SpokenFor = -1;

    private readonly FactGroups _groups = new(columns, texts);

    /// <summary>An open hash table of the rows seen, each as its number from 1 on within the entity.</summary>
    private int[] _table = new int[64];

    /// <summary>For each row of the entity the row that speaks for its fact.</summary>
    private int[] _speakers = new int[32];
    private int _start;

    /// <summary>Kept so that looking ahead is not optimised away; its value means nothing.</summary>
    private int _seen;

    /// <inheritdoc cref="RowBatch.LookAhead"/>
    public void LookAhead(RowBatch rows, int row) => _seen ^= rows.LookAhead(row);

    /// <summary>Takes the rows of the entity that begins at a row.</summary>
    /// <returns>The row after its last.</returns>
    public int Read(RowBatch rows, int start)
    {
        _start = start;
        var entity = StoredFact.EntityOf(rows[start]);
        var end = start + 1;
        while (end < rows.Count && StoredFact.EntityOf(rows[end]) == entity)
        {
            end++;
        }

        MakeRoom(end - start);
        for (var row = start; row < end; row++)
        {
            Add(rows, row);
        }

        return end;
    }

    /// <summary>The row that speaks for the fact of a row, if no earlier row has that fact.</summary>
    public int SpeakerFor(int row) => _speakers[row - _start];

    private void MakeRoom(int count)
    {
        if (_speakers.Length < count)
        {
            _speakers = new int[2 * count];
            _table = new int[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)_speakers.Length * 2)];
        }

        _table.AsSpan().Clear();
    }

    private void Add(RowBatch rows, int row)
    {
        var fact = FactKey.Of(rows[row]);
        var mask = _table.Length - 1;
        for (var slot = fact.GetSlot() & mask; ; slot = (slot + 1) & mask)
        {
            ref var taken = ref _table[slot];
            if (taken == 0)
            {
                taken = row - _start + 1;
                _speakers[row - _start] = row;
                return;
            }

            var first = _start + taken - 1;
            if (FactKey.Compare(FactKey.Of(rows[first]), fact) == 0)
            {
                ref var speaker = ref _speakers[taken - 1];
                speaker = _groups.SpeaksBefore(rows[row], rows[speaker]) ? row : speaker;
                _speakers[row - _start] = SpokenFor;
                return;
            }
        }
    }
}
