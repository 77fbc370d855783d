using System.CommandLine;
using System.Text;
using DigitalLand.Core;
using DigitalLand.Core.Archive;
using DigitalLand.Orchestration.Airflow;
using DigitalLand.Orchestration.Definitions;

namespace DigitalLand.Cli.Commands.Workflows;

/// <summary>Puts definitions where an orchestrator reads them: as they are for ours, as DAG files for Airflow.</summary>
internal sealed class WorkflowsPublishCommand
{
    private readonly DefinitionOptions _options;
    private readonly Surroundings _surroundings;
    private readonly Argument<string?> _target = new("target") { Description = "A definition store of ours, a folder or s3://bucket/prefix, into which the definitions are copied.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> _airflow = new("--airflow") { Description = "A folder or s3://bucket/prefix from which Airflow (2.9 or 3) reads its DAG files." };
    private readonly Option<string> _profile = Arguments.Text("--profile", "ecs", "How Airflow is to start tasks: ecs, kubernetes or bash.");

    private WorkflowsPublishCommand(GroupOptions group, Surroundings surroundings)
    {
        _options = new DefinitionOptions(group);
        _surroundings = surroundings;
    }

    public static Command Create(GroupOptions group, Surroundings surroundings)
    {
        var verb = new WorkflowsPublishCommand(group, surroundings);
        var command = new Command("publish", "Publish the definitions, when all of them are good.") { verb._target, verb._airflow, verb._profile };
        verb._options.AddTo(command);
        command.SetAction(verb.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancel)
    {
        var (target, airflow) = (result.GetValue(_target), result.GetValue(_airflow));
        if (string.IsNullOrEmpty(target) == string.IsNullOrEmpty(airflow))
        {
            throw new WrongUseException("Say where to publish to: a definition store as the argument, or with --airflow where Airflow reads DAG files.");
        }

        await RefuseBadAsync(result, cancel);
        var said = airflow is { Length: > 0 } ? await ToAirflowAsync(result, airflow, cancel) : await ToStoreAsync(result, target!, cancel);
        await _surroundings.Error.WriteLineAsync(said);
        return ExitCode.Ok;
    }

    private async Task<string> ToStoreAsync(ParseResult result, string location, CancellationToken cancel)
    {
        using var from = _options.OpenDefinitions(result);
        using var store = Open(location);
        var files = await DefinitionStore.ReadFilesAsync(from, cancel);
        foreach (var file in files)
        {
            using var content = new MemoryStream(Encoding.UTF8.GetBytes(file.Text));
            await store.ReplaceAsync(file.Key, content, cancel);
        }

        return $"Published {files.Count} files to {location}.";
    }

    private async Task<string> ToAirflowAsync(ParseResult result, string location, CancellationToken cancel)
    {
        var profile = result.GetRequiredValue(_profile) switch
        {
            "ecs" => AirflowProfile.Ecs,
            "kubernetes" => AirflowProfile.Kubernetes,
            "bash" => AirflowProfile.Bash,
            var other => throw new WrongUseException($"--profile is '{other}'; it takes ecs, kubernetes or bash."),
        };
        var read = await _options.ReadAsync(result, environment: null, cancel);
        var inputs = read.Inputs ?? throw new RunFailedException("Nothing was published: correct the definitions first.");
        var catalogue = new WorkflowCatalogue(
            inputs.Environment.Name, [.. read.Files.Values.SelectMany(workflows => workflows)], inputs.Environment.Pools, inputs.Environment.DefaultPoolSlots, []);
        using var target = Open(location);
        var written = await AirflowPublisher.WriteAsync(catalogue, profile, target, cancel);
        return $"Published {written} DAGs of {inputs.Environment.Name} to {location}. Their pools are in {AirflowPublisher.Pools}: airflow pools import {AirflowPublisher.Pools}";
    }

    /// <summary>A folder that is not there is made, as long as the one above it is: a path with a slip of the pen in its middle is not.</summary>
    private static IArchive Open(string location)
    {
        if (!location.StartsWith("s3://", StringComparison.Ordinal) && Directory.Exists(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(location)))))
        {
            Directory.CreateDirectory(location);
        }

        return Archives.Open(location);
    }

    private async Task RefuseBadAsync(ParseResult result, CancellationToken cancel)
    {
        var problems = await WorkflowsValidateCommand.ProblemsAsync(_options, result, _surroundings, cancel);
        foreach (var problem in problems)
        {
            await _surroundings.Error.WriteLineAsync(problem.ToString());
        }

        if (problems.Count > 0)
        {
            throw new RunFailedException("Nothing was published: correct the definitions first.");
        }
    }
}
