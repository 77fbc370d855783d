using System.Data.Common;

namespace DigitalLand.Orchestration.Store;

/// <summary>Moments in the store are milliseconds since 1970 in UTC: equal on both databases, and ordered as numbers.</summary>
internal static class StoreTime
{
    public static long Milliseconds(this TimeProvider clock) => clock.GetUtcNow().ToUnixTimeMilliseconds();

    public static long? ToStore(this DateTimeOffset? moment) => moment?.ToUnixTimeMilliseconds();

    public static DateTimeOffset Moment(this DbDataReader row, int column) => DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));

    public static DateTimeOffset? MomentOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.Moment(column);

    public static string? TextOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static long? NumberOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);
}
