using System.Data.Common;
using DigitalLand.Orchestration.Store;

namespace DigitalLand.Orchestration.Alerts;

/// <summary>Every alert, in the store: written where the condition is found, sent by whoever sends, read by the console.</summary>
public sealed class AlertBook(IDatabase database, TimeProvider clock)
{
    private const string Columns = "id, topic, class, kind, run, title, body, created_at, resolved_at, sent_at, tries";

    /// <summary>Opens an alert unless one on its topic is open.</summary>
    /// <returns>Whether it is a new one.</returns>
    public Task<bool> OpenAsync(string topic, AlertClass @class, AlertKind kind, long? run, string title, string body, CancellationToken cancel) => database.WriteAsync(
        async session =>
        {
            if (await session.NumberAsync("select id from alert where topic = @topic and resolved_at is null", ("topic", topic)) is not null)
            {
                return false;
            }

            var now = clock.Milliseconds();
            await session.ExecuteAsync(
                """
                insert into alert (topic, class, kind, run, title, body, created_at, send_at) values (@topic, @class, @kind, @run, @title, @body, @now, @now)
                """,
                ("topic", topic),
                ("class", @class.Word()),
                ("kind", kind.Word()),
                ("run", run),
                ("title", title),
                ("body", body),
                ("now", now));
            return true;
        },
        cancel);

    /// <summary>The condition is over.</summary>
    public Task<int> ResolveAsync(string topic, CancellationToken cancel) => database.WriteAsync(
        session => session.ExecuteAsync("update alert set resolved_at = @now where topic = @topic and resolved_at is null", ("now", clock.Milliseconds()), ("topic", topic)),
        cancel);

    /// <summary>Newest first.</summary>
    public Task<List<AlertRecord>> ListAsync(int limit, CancellationToken cancel) => database.ReadAsync(
        session => session.QueryAsync($"select {Columns} from alert order by id desc limit @limit", Read, ("limit", (long)limit)),
        cancel);

    /// <summary>Those of one class that are to be sent now, oldest first; nobody else is given them before the lease is over.</summary>
    internal Task<List<AlertRecord>> TakeUnsentAsync(AlertClass @class, TimeSpan lease, CancellationToken cancel) => database.WriteAsync(
        async session =>
        {
            var now = clock.Milliseconds();
            var alerts = await session.QueryAsync(
                $"select {Columns} from alert where send_at <= @now and class = @class order by id {database.TakeRows}",
                Read,
                ("now", now),
                ("class", @class.Word()));
            foreach (var alert in alerts)
            {
                // One that sends and dies is sent again: twice is better than never.
                await session.ExecuteAsync("update alert set send_at = @later, tries = tries + 1 where id = @id", ("later", now + (long)lease.TotalMilliseconds), ("id", alert.Id));
            }

            return alerts;
        },
        cancel);

    internal Task<int> SentAsync(IEnumerable<long> alerts, CancellationToken cancel) => EachAsync(
        alerts,
        "update alert set send_at = null, sent_at = @at, send_note = null where id = @id",
        clock.GetUtcNow(),
        note: null,
        cancel);

    internal Task<int> NotSentAsync(IEnumerable<long> alerts, DateTimeOffset again, string note, CancellationToken cancel) => EachAsync(
        alerts,
        "update alert set send_at = @at, send_note = @note where id = @id",
        again,
        note,
        cancel);

    private Task<int> EachAsync(IEnumerable<long> alerts, string sql, DateTimeOffset at, string? note, CancellationToken cancel) => database.WriteAsync(
        async session =>
        {
            var count = 0;
            foreach (var id in alerts)
            {
                count += await session.ExecuteAsync(sql, ("at", at.ToUnixTimeMilliseconds()), ("note", note), ("id", id));
            }

            return count;
        },
        cancel);

    private static AlertRecord Read(DbDataReader row) => new(
        row.GetInt64(0),
        row.GetString(1),
        Words.Parse<AlertClass>(row.GetString(2)),
        Words.Parse<AlertKind>(row.GetString(3)),
        row.NumberOrNull(4),
        row.GetString(5),
        row.GetString(6),
        row.Moment(7),
        row.MomentOrNull(8),
        row.MomentOrNull(9),
        (int)row.GetInt64(10));
}
