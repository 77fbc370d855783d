using System.Runtime.InteropServices;
using DigitalLand.Core.Progress;
using DigitalLand.Core.Text;

namespace DigitalLand.Datasets.Publication.Compare;

/// <summary>What differs between the dataset that readers see and one that was built anew.</summary>
/// <param name="Entities">Entities in each.</param>
/// <param name="Gone">Entities that only the live one has.</param>
/// <param name="Added">Entities that only the new one has.</param>
/// <param name="Fields">Each field that either has a value of, in code point order.</param>
/// <param name="Organisations">Entities of each organisation, by the organisation's own entity number; blank for those of none.</param>
public sealed record DatasetComparison(
    Change Entities,
    long Gone,
    long Added,
    IReadOnlyList<FieldComparison> Fields,
    IReadOnlyDictionary<string, Change> Organisations)
{
    /// <summary>Compares two SQLite packages, entity by entity in one pass over both; memory does not grow with them.</summary>
    /// <exception cref="Microsoft.Data.Sqlite.SqliteException">One of them cannot be read.</exception>
    public static DatasetComparison Of(string livePath, string newPath, CancellationToken cancel)
    {
        using var live = new EntityCursor(livePath);
        using var built = new EntityCursor(newPath);
        return new ComparisonRun(live, built).Run(cancel);
    }

    private sealed class ComparisonRun(EntityCursor live, EntityCursor built)
    {
        private readonly SortedDictionary<string, Tally> _fields = new(CodePointComparer.Instance);
        private readonly Dictionary<string, (long Live, long New)> _organisations = new(StringComparer.Ordinal);

        public DatasetComparison Run(CancellationToken cancel)
        {
            var columns = live.Columns.Select(column => (column.Field, Live: column.Column, New: PlaceIn(built, column.Field)))
                .Concat(built.Columns.Where(column => PlaceIn(live, column.Field) < 0).Select(column => (column.Field, Live: -1, New: column.Column)))
                .Select(column => (Tally: TallyOf(column.Field), column.Live, column.New))
                .ToArray();
            long inBoth = 0, gone = 0, added = 0;
            live.Read();
            built.Read();
            while (Math.Min(live.Entity, built.Entity) < long.MaxValue)
            {
                var hasLive = live.Entity <= built.Entity;
                var hasNew = built.Entity <= live.Entity;
                (inBoth, gone, added) = (inBoth + (hasLive && hasNew ? 1 : 0), gone + (hasNew ? 0 : 1), added + (hasLive ? 0 : 1));
                foreach (var (tally, livePlace, newPlace) in columns)
                {
                    tally.Add(hasLive && livePlace >= 0 ? live.Value(livePlace) : default, hasNew && newPlace >= 0 ? built.Value(newPlace) : default);
                }

                AddMembers(hasLive, hasNew);
                AddOrganisations(hasLive, hasNew);
                if (hasLive)
                {
                    live.Read();
                }

                if (hasNew)
                {
                    built.Read();
                }

                cancel.ThrowIfCancellationRequested();
                WorkMeter.Add("entities compared");
            }

            return new DatasetComparison(
                new Change(inBoth + gone, inBoth + added),
                gone,
                added,
                [.. _fields.Select(field => field.Value.Of(field.Key)).Where(field => field.Filled != new Change(0, 0))],
                _organisations.ToDictionary(pair => pair.Key, pair => new Change(pair.Value.Live, pair.Value.New), StringComparer.Ordinal));
        }

        private static int PlaceIn(EntityCursor cursor, string field) => cursor.Columns.FirstOrDefault(column => column.Field == field, (Field: field, Column: -1)).Column;

        private void AddMembers(bool hasLive, bool hasNew)
        {
            var old = hasLive ? live.Members() : null;
            var now = hasNew ? built.Members() : null;
            foreach (var (field, value) in old ?? EmptyMembers)
            {
                TallyOf(field).Add(value, now?.GetValueOrDefault(field));
            }

            foreach (var (field, value) in now ?? EmptyMembers)
            {
                if (old?.ContainsKey(field) != true)
                {
                    TallyOf(field).Add(null, value);
                }
            }
        }

        private void AddOrganisations(bool hasLive, bool hasNew)
        {
            if (hasLive)
            {
                var organisation = live.Organisation;
                _organisations[organisation] = _organisations.GetValueOrDefault(organisation) with { Live = _organisations.GetValueOrDefault(organisation).Live + 1 };
            }

            if (hasNew)
            {
                var organisation = built.Organisation;
                _organisations[organisation] = _organisations.GetValueOrDefault(organisation) with { New = _organisations.GetValueOrDefault(organisation).New + 1 };
            }
        }

        private Tally TallyOf(string field)
        {
            if (!_fields.TryGetValue(field, out var tally))
            {
                _fields[field] = tally = new Tally();
            }

            return tally;
        }
    }

    private static readonly Dictionary<string, string> EmptyMembers = [];

    /// <summary>Counts one field; blank stands for no value.</summary>
    private sealed class Tally
    {
        private long _live;
        private long _new;
        private long _both;
        private long _changed;

        public void Add(ReadOnlySpan<byte> live, ReadOnlySpan<byte> built) =>
            Add(!live.IsEmpty, !built.IsEmpty, !live.IsEmpty && !built.IsEmpty && !live.SequenceEqual(built));

        public void Add(string? live, string? built) => Add(live is not null, built is not null, live is not null && built is not null && live != built);

        public FieldComparison Of(string field) => new(field, new Change(_live, _new), _both, _changed);

        private void Add(bool live, bool built, bool changed)
        {
            _live += live ? 1 : 0;
            _new += built ? 1 : 0;
            _both += live && built ? 1 : 0;
            _changed += changed ? 1 : 0;
        }
    }
}

/// <summary>A count before and after.</summary>
/// <param name="Live">In the dataset that readers see.</param>
/// <param name="New">In the one that was built.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Change(long Live, long New)
{
    /// <summary>How many fewer; below 0 for more.</summary>
    public long Lost => Live - New;

    /// <summary>The part that was lost, 0 to 1; 0 where nothing was there.</summary>
    public double Fall => Live == 0 ? 0 : (double)Lost / Live;
}

/// <summary>One field of the entities.</summary>
/// <param name="Field">As the specification names it.</param>
/// <param name="Filled">Entities that have a value of it.</param>
/// <param name="Compared">Entities that have one in both.</param>
/// <param name="Changed">Those of them whose value is another.</param>
public sealed record FieldComparison(string Field, Change Filled, long Compared, long Changed);
