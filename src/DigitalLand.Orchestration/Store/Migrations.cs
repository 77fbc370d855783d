namespace DigitalLand.Orchestration.Store;

/// <summary>
/// The steps that bring a store's tables from any earlier version to this one, each in one transaction. A step that has been released never changes; a change is a new step.
/// </summary>
internal static class Migrations
{
    public static int Newest => Steps.Count;

    private static IReadOnlyList<string> Steps { get; } = [Schema.Step1, Schema.Step2];

    /// <exception cref="Core.WrongUseException">The store was written by a newer program.</exception>
    public static async Task<int> ApplyAsync(IDatabase database, StoreSession session, string identity)
    {
        await database.LockAsync(session, StoreLock.Migrate);
        await session.ExecuteAsync("create table if not exists meta (key text primary key, value text not null)");
        var version = (int)(await session.NumberAsync("select cast(value as bigint) from meta where key = 'version'") ?? 0);
        if (version > Newest)
        {
            throw new Core.WrongUseException($"The store {database.Name} has version {version}, this program knows up to {Newest}: use the program that wrote it, or a newer one.");
        }

        for (var step = version; step < Newest; step++)
        {
            foreach (var statement in Steps[step].Split(";\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                await session.ExecuteAsync(statement.Replace("{identity}", identity, StringComparison.Ordinal));
            }
        }

        await session.ExecuteAsync(
            "insert into meta (key, value) values ('version', @version) on conflict (key) do update set value = excluded.value",
            ("version", Newest.ToString()));
        return Newest;
    }
}
