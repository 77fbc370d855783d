using System.CommandLine;
using DigitalLand.Core;
using DigitalLand.Orchestration.Store;

namespace DigitalLand.Cli.Commands.Runs;

/// <summary>How the verbs of the orchestrator find its store, and in which form they answer.</summary>
internal sealed class StoreOptions
{
    /// <summary>Names the store for a whole shell.</summary>
    public const string Variable = "DIGITAL_LAND_STORE";

    /// <summary>Where the embedded store of <c>up</c> lies in its folder.</summary>
    public static string InFolder(string folder) => Path.Combine(folder, "orchestrator", "store.sqlite3");

    public Option<string> Store { get; } = Arguments.Text(
        "--store",
        Environment.GetEnvironmentVariable(Variable) ?? InFolder("night"),
        $"The metadata store: a SQLite file, or postgres://user@host/database. {Variable} names it for a whole shell.");

    public Option<bool> Json { get; } = new("--json") { Description = "Answer in JSON." };

    /// <summary>Opens the store for a question or an order; whoever schedules on it goes on.</summary>
    /// <exception cref="WrongUseException">There is none.</exception>
    public async Task<IDatabase> OpenAsync(ParseResult result, TimeProvider clock, CancellationToken cancel)
    {
        var address = result.GetValue(Store)!;
        return StoreAddress.IsShared(address) || File.Exists(address)
            ? await StoreAddress.OpenAsync(address, clock, cancel)
            : throw new WrongUseException($"There is no store '{address}'. 'digital-land up' makes one; --store or {Variable} names another.");
    }
}
