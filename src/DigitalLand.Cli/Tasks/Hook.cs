using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using DigitalLand.Core;
using DigitalLand.Orchestration.Definitions;

namespace DigitalLand.Cli.Tasks;

/// <summary>A program of the installation's own that a workflow runs at a certain point: what loads a dataset into a database, makes tiles, empties a cache.</summary>
/// <param name="name">Such as <c>postgres-loader</c>.</param>
internal sealed class Hook(string name)
{
    /// <summary>An engine that takes every exit code but 0 for a failure says here what to end with where there is nothing to do.</summary>
    private const string ClosedVariable = "DIGITAL_LAND_CLOSED_EXIT_CODE";

    /// <summary>The environment variable that holds the hook's command line.</summary>
    public string Variable => "DIGITAL_LAND_HOOK_" + name.ToUpperInvariant().Replace('-', '_');

    /// <summary>Runs the program in this process's environment and folder; no shell takes part.</summary>
    /// <returns>Its exit code; where none is configured <see cref="CommandAction.ClosedExitCode"/>, or what the engine wants instead.</returns>
    /// <exception cref="WrongUseException">What is configured cannot be started.</exception>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } line)
        {
            return Closed();
        }

        var words = Words(line);
        try
        {
            using var process = Process.Start(new ProcessStartInfo(words[0], words.Skip(1)) { UseShellExecute = false })!;
            await using var registration = cancel.Register(() => process.Kill(entireProcessTree: true));
            await process.WaitForExitAsync(CancellationToken.None);
            cancel.ThrowIfCancellationRequested();
            return process.ExitCode == CommandAction.ClosedExitCode ? Closed() : process.ExitCode;
        }
        catch (Win32Exception error)
        {
            throw new WrongUseException($"The hook '{name}' cannot be started: {Variable} is '{line}'. {error.Message}.", error);
        }
    }

    private static int Closed() =>
        int.TryParse(Environment.GetEnvironmentVariable(ClosedVariable), NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : CommandAction.ClosedExitCode;

    private IReadOnlyList<string> Words(string line)
    {
        try
        {
            return CommandWords.Split(line) is { Count: > 0 } words ? words : throw new WrongUseException($"{Variable} is blank; it takes a command line.");
        }
        catch (FormatException error)
        {
            throw new WrongUseException($"{Variable} is no command line. {error.Message}.", error);
        }
    }
}
