using System.ComponentModel;
using System.Diagnostics;
using DigitalLand.Core;
using DigitalLand.Orchestration.Definitions;

namespace DigitalLand.Cli.Tasks;

/// <summary>A program of the installation's own that a workflow runs at a certain point: what loads a dataset into a database, makes tiles, empties a cache.</summary>
/// <param name="name">Such as <c>postgres-loader</c>.</param>
internal sealed class Hook(string name)
{
    /// <summary>The environment variable that holds the hook's command line.</summary>
    public string Variable => "DIGITAL_LAND_HOOK_" + name.ToUpperInvariant().Replace('-', '_');

    /// <summary>Runs the program in this process's environment and folder; no shell takes part.</summary>
    /// <returns>Its exit code; <see cref="CommandAction.ClosedExitCode"/> where none is configured.</returns>
    /// <exception cref="WrongUseException">What is configured cannot be started.</exception>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } line)
        {
            return CommandAction.ClosedExitCode;
        }

        var words = Words(line);
        try
        {
            using var process = Process.Start(new ProcessStartInfo(words[0], words.Skip(1)) { UseShellExecute = false })!;
            await using var registration = cancel.Register(() => process.Kill(entireProcessTree: true));
            await process.WaitForExitAsync(CancellationToken.None);
            cancel.ThrowIfCancellationRequested();
            return process.ExitCode;
        }
        catch (Win32Exception error)
        {
            throw new WrongUseException($"The hook '{name}' cannot be started: {Variable} is '{line}'. {error.Message}.", error);
        }
    }

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
