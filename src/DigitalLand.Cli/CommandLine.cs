using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using DigitalLand.Core;

namespace DigitalLand.Cli;

/// <summary>
/// The whole command line: the group options, then one verb. Every verb is a file in Commands/; the exit codes and the one
/// sentence of an error are decided here, once.
/// </summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(string[] args, Surroundings surroundings)
    {
        var group = new GroupOptions();
        var root = Build(group, surroundings);
        var result = root.Parse(args);
        string[] problems = [.. result.Errors.Select(problem => problem.Message), .. UnknownOptions(args, result)];
        if (problems.Length > 0)
        {
            await SayWrongUseAsync(problems, result, surroundings.Error).ConfigureAwait(false);
            return ExitCode.WrongUse;
        }

        try
        {
            // What does its work at once leaves whole files wherever it is ended; the others end by themselves.
            using var stop = result.Action is AsynchronousCommandLineAction ? new StopSignals() : null;
            return await result.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, stop?.Token ?? default).ConfigureAwait(false);
        }
        catch (Exception error) when (!result.GetValue(group.Debug))
        {
            await surroundings.Error.WriteLineAsync($"digital-land: {Sentence(error)}").ConfigureAwait(false);
            return Code(error);
        }
    }

    /// <summary>What is wrong with a command line, in one sentence, without running it; null where it would start.</summary>
    public static string? Problem(IReadOnlyList<string> args, Surroundings surroundings)
    {
        string[] words = [.. args];
        var result = Build(new GroupOptions(), surroundings).Parse(words);
        if (result.CommandResult.Command is RootCommand && words is [var verb, ..])
        {
            return $"There is no verb '{verb}'.";
        }

        return result.Errors.Select(problem => problem.Message).Concat(UnknownOptions(words, result)).FirstOrDefault();
    }

    private static RootCommand Build(GroupOptions group, Surroundings surroundings)
    {
        var root = new RootCommand("Digital Land data pipelines: collect planning data, transform it into facts, assemble facts into datasets.");
        foreach (var option in group.All)
        {
            root.Options.Add(option);
        }

        foreach (var verb in Verbs.All(group, surroundings))
        {
            root.Subcommands.Add(verb);
        }

        return root;
    }

    /// <summary>
    /// A misspelt option must not be taken for a file: the file behind it would become the output. What really begins with a dash can be
    /// written behind <c>--</c>.
    /// </summary>
    private static IEnumerable<string> UnknownOptions(string[] args, ParseResult result) => args.Contains("--")
        ? []
        : result.CommandResult.Children.OfType<ArgumentResult>()
            .SelectMany(argument => argument.Tokens)
            .Where(token => token.Value.Length > 1 && token.Value[0] == '-')
            .Select(token => $"There is no option '{token.Value}'.");

    private static async Task SayWrongUseAsync(string[] problems, ParseResult result, TextWriter error)
    {
        foreach (var problem in problems)
        {
            await error.WriteLineAsync($"digital-land: {problem}").ConfigureAwait(false);
        }

        var verb = result.CommandResult.Command is RootCommand ? "" : result.CommandResult.Command.Name + " ";
        await error.WriteLineAsync($"Try: digital-land {verb}--help").ConfigureAwait(false);
    }

    /// <summary>What a process ends with that an error has stopped.</summary>
    public static int Code(Exception error) => error switch
    {
        WrongUseException => ExitCode.WrongUse,
        RunFailedException => ExitCode.DataProblems,
        OutOfMemoryException => ExitCode.OutOfMemory,
        _ => ExitCode.InfrastructureFailed,
    };

    /// <summary>An error that nobody foresaw still says in one line what it is; --debug shows where it came from.</summary>
    public static string Sentence(Exception error) => error switch
    {
        WrongUseException or RunFailedException => error.Message,
        OperationCanceledException => "Stopped before the end.",
        IOException or UnauthorizedAccessException => error.Message,
        _ => $"{error.GetType().Name}: {error.Message} (run again with --debug before the verb to see where)",
    };
}
