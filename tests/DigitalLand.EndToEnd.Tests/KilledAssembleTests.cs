using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using DigitalLand.Core;
using Microsoft.Data.Sqlite;

namespace DigitalLand.EndToEnd.Tests;

/// <summary>An assembly that is killed (SIGKILL) at any moment: readers see the earlier dataset or the new one, and the next run leaves nothing of it.</summary>
public sealed class KilledAssembleTests : IDisposable
{
    private const string Dataset = "conservation-area";
    private const int Entities = 12_000;

    /// <summary>Stands still, but its timers run.</summary>
    private static readonly TimeProvider Timers = new PinnedClock(DateTimeOffset.UnixEpoch);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_killed_assembly_leaves_the_old_dataset_or_the_new()
    {
        var seed = Environment.TickCount;
        TestContext.Current.SendDiagnosticMessage($"seed {seed}");
        var random = new Random(seed);
        var rounds = Environment.GetEnvironmentVariable("DIGITAL_LAND_LONG_TESTS") == "1" ? 100 : 4;
        WriteInputs("first");
        var start = Stopwatch.GetTimestamp();
        Assert.Equal(0, await AssembleAsync(killAfter: null));
        var whole = Stopwatch.GetElapsedTime(start);
        Assert.Equal("first", Name());
        var (earlier, interrupted) = ("first", 0);
        for (var round = 0; round < rounds; round++)
        {
            var name = $"round {round}";
            WriteInputs(name);
            var wait = whole * (0.2 + random.NextDouble());
            var place = $"seed {seed}, {name}, killed after {wait.TotalMilliseconds:N0} ms";
            await AssembleAsync(wait);
            var live = Name();
            Assert.True(live == earlier || live == name, $"{place}: the dataset says {live}");
            Assert.True(Query("pragma quick_check") == "ok", place);
            interrupted += Leftovers().Length > 0 ? 1 : 0;

            Assert.Equal(0, await AssembleAsync(killAfter: null));
            Assert.True(Name() == name, place);
            Assert.True(Leftovers().Length == 0, $"{place}: {string.Join(", ", Leftovers())}");
            earlier = name;
        }

        Assert.True(rounds < 100 || interrupted > 10, $"seed {seed}: hardly any of the kills came in the middle");
    }

    private string[] Leftovers() => Directory.GetFiles(_folder.At("dataset"), ".*");

    private string Name() => Query("select group_concat(distinct name) from entity");

    private string Query(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_folder.At("dataset", "made.sqlite3")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the test's own constant texts
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar() as string ?? "";
    }

    private void WriteInputs(string name)
    {
        var facts = new StringBuilder("end-date,entity,entry-date,entry-number,fact,field,priority,reference-entity,resource,start-date,value\n");
        for (var i = 0; i < Entities; i++)
        {
            Add(i, "name", name);
            Add(i, "reference", i.ToString(CultureInfo.InvariantCulture));
            Add(i, "notes", $"what is written about {i}");
        }

        Write($"transformed/{Dataset}/r.csv", facts.ToString());
        Write($"column-field/{Dataset}/r.csv", "dataset,resource,column,field\n");
        Write($"dataset-resource/{Dataset}/r.csv", "dataset,resource\n");
        Write($"issue/{Dataset}/r.csv", "dataset,resource\n");
        Write("organisation.csv", "organisation,entity\n");
        Write("resource.csv", "resource,end-date\n");
        Directory.CreateDirectory(_folder.At("dataset"));

        void Add(int entity, string field, string value) => facts.AppendLine(
            CultureInfo.InvariantCulture,
            $",{entity},2024-01-01,1,{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{entity}{field}{value}")))},{field},1,,r,,{value}");
    }

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.At(path))!);
        File.WriteAllText(_folder.At(path), text);
    }

    private async Task<int> AssembleAsync(TimeSpan? killAfter)
    {
        var cancel = TestContext.Current.CancellationToken;
        using var process = Process.Start(new ProcessStartInfo(
            Run.DigitalLand,
            [
                "-n", Dataset, "-p", "pipeline", "-s", Path.Combine(Repository.Root, "samples", "specification"), "dataset-create", "--output-path", "dataset/made.sqlite3",
                "--organisation-path", "organisation.csv", "--issue-dir", "issue", "--column-field-dir", "column-field", "--dataset-resource-dir", "dataset-resource",
                "--resource-path", "resource.csv", $"transformed/{Dataset}",
            ])
        {
            WorkingDirectory = _folder.Path,
            UseShellExecute = false,
            RedirectStandardError = true,
        })!;
        var said = process.StandardError.ReadToEndAsync(cancel);
        if (killAfter is { } wait)
        {
            await Task.Delay(wait, Timers, cancel);
            process.Kill();
        }

        await process.WaitForExitAsync(cancel);
        await said;
        return process.ExitCode;
    }
}
