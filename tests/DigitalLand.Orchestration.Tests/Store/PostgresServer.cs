using System.Diagnostics;
using Npgsql;

namespace DigitalLand.Orchestration.Tests.Store;

/// <summary>A real PostgreSQL for the tests of this run, in a temporary folder; each store gets a database of its own.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private string? _folder;
    private string? _missing;
    private int _databases;

    public async ValueTask InitializeAsync()
    {
        var programs = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).LastOrDefault() : null;
        if (programs is null || !File.Exists("/usr/bin/setpriv"))
        {
            _missing = "There is no PostgreSQL on this machine (apt-get install postgresql).";
            return;
        }

        _folder = Directory.CreateTempSubdirectory("digital-land-postgres-").FullName;
        var bin = Path.Combine(programs, "bin");
        var asPostgres = Environment.IsPrivilegedProcess;
        if (asPostgres)
        {
            await RunAsync("chown", "postgres", _folder);
        }

        string[] su = asPostgres ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"] : ["env"];
        await RunAsync([.. su, Path.Combine(bin, "initdb"), "-D", _folder + "/data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]);
        await RunAsync(
            [.. su, Path.Combine(bin, "pg_ctl"), "-w", "-D", _folder + "/data", "-l", _folder + "/log", "-o", $"-c listen_addresses='' -k {_folder} -c fsync=off -c full_page_writes=off -c max_connections=300", "start"]);
        Stop = () => RunAsync([.. su, Path.Combine(bin, "pg_ctl"), "-D", _folder + "/data", "-m", "immediate", "-w", "stop"]);
        Start = () => RunAsync(
            [.. su, Path.Combine(bin, "pg_ctl"), "-w", "-D", _folder + "/data", "-l", _folder + "/log", "-o", $"-c listen_addresses='' -k {_folder} -c fsync=off -c full_page_writes=off -c max_connections=300", "start"]);
    }

    /// <summary>Takes the server away, as a failure would.</summary>
    public Func<Task> Stop { get; private set; } = () => Task.CompletedTask;

    public Func<Task> Start { get; private set; } = () => Task.CompletedTask;

    /// <summary>The address of a new, empty database; skips the test where there is no server.</summary>
    public async Task<string> NewAddressAsync()
    {
        Assert.SkipWhen(_missing is not null, _missing ?? "");
        var name = $"store{Interlocked.Increment(ref _databases)}";
        await using var source = NpgsqlDataSource.Create($"Host={_folder};Username=postgres;Pooling=false");
        await using var command = source.CreateCommand("create database " + name);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return $"postgres:Host={_folder};Username=postgres;Database={name}";
    }

    public async ValueTask DisposeAsync()
    {
        if (_folder is not null)
        {
            await Stop();
            Directory.Delete(_folder, recursive: true);
        }
    }

    private static async Task RunAsync(params string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo(words[0], words[1..]) { UseShellExecute = false, RedirectStandardOutput = true, WorkingDirectory = Path.GetTempPath() })!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"'{string.Join(' ', words)}' ended with {process.ExitCode}.");
        }
    }
}

/// <summary>Tests that share one PostgreSQL.</summary>
[CollectionDefinition(Name)]
public sealed class PostgresCollection : ICollectionFixture<PostgresServer>
{
    public const string Name = "postgres";
}
