using System.Runtime.InteropServices;
using System.Text;
using DigitalLand.Datasets.Assemble.Rows;

namespace DigitalLand.Datasets.Assemble.Parquet;

/// <summary>
/// Facts that several entities have. There should be none, as a fact's hash is made of its entity too, but the table has one row for each
/// fact whatever it is made of: that of the row which speaks for it (<see cref="FactGroups"/>), among rows that tie of the smallest entity.
/// </summary>
internal sealed class SharedFacts
{
    /// <summary>That no fact is shared.</summary>
    public static readonly SharedFacts None = new();

    /// <summary>For each such fact the entity that its row in the table is of.</summary>
    private readonly Dictionary<string, long> _speakers = new(StringComparer.Ordinal);

    private SharedFacts()
    {
    }

    /// <summary>Whether there is none.</summary>
    public bool IsNone => _speakers.Count == 0;

    /// <summary>Finds the facts of several entities among those that have some keys.</summary>
    /// <param name="keys">From <see cref="FactKeys.OfSeveral"/>.</param>
    /// <param name="rows">All rows.</param>
    /// <param name="byEntity">They, in the order of entities.</param>
    public static SharedFacts Find(HashSet<long> keys, FactRows rows, SortedRows byEntity)
    {
        var candidates = new Dictionary<string, Candidate>(StringComparer.Ordinal);
        var groups = new FactGroups(rows.Columns, rows.Texts);
        Span<byte> hex = stackalloc byte[StoredFact.HexSize];
        foreach (var batch in byEntity.Batches(rows.RowsInGroup))
        {
            for (var i = 0; i < batch.Count; i++)
            {
                var fact = FactKey.Of(batch[i]);
                if (keys.Contains(FactKeys.Key(fact.Prefix(rows.HashesOnly))))
                {
                    ref var candidate = ref CollectionsMarshal.GetValueRefOrAddDefault(candidates, Encoding.UTF8.GetString(fact.Text(hex)), out _);
                    candidate = Candidate.With(candidate, batch[i], groups);
                }
            }
        }

        var shared = new SharedFacts();
        foreach (var (fact, candidate) in candidates.Where(pair => pair.Value.IsShared))
        {
            shared._speakers[fact] = candidate.Entity;
        }

        return shared;
    }

    /// <summary>Whether the table has a fact as one of this entity.</summary>
    public bool BelongsTo(long entity, FactKey fact) =>
        IsNone || !_speakers.TryGetValue(Encoding.UTF8.GetString(fact.Text(stackalloc byte[StoredFact.HexSize])), out var speaking) || speaking == entity;

    /// <summary>A fact's rows as far as they are seen: the one that speaks for all, and whether there are several entities.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Candidate(byte[] Speaker, bool IsShared)
    {
        public long Entity => StoredFact.EntityOf(Speaker);

        public static Candidate With(Candidate known, ReadOnlySpan<byte> row, FactGroups groups)
        {
            if (known.Speaker is null)
            {
                return new Candidate(row.ToArray(), IsShared: false);
            }

            var shared = known.IsShared || known.Entity != StoredFact.EntityOf(row);
            return new Candidate(groups.SpeaksBefore(row, known.Speaker) ? row.ToArray() : known.Speaker, shared);
        }
    }
}
