using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using DigitalLand.Core;
using DigitalLand.Core.Archive;
using DigitalLand.Orchestration.Definitions;
using DigitalLand.Orchestration.Definitions.Yaml;

namespace DigitalLand.Cli.Commands.Workflows;

/// <summary>Where definitions are and for which environment they are read: options that the verbs about workflows share.</summary>
internal sealed class DefinitionOptions(GroupOptions group)
{
    public const string EnvironmentVariable = "ENVIRONMENT";

    private readonly Option<string> _definitions = new("--definitions")
    {
        Description = $"Folder or s3://bucket/prefix of the definitions; {DefinitionLocations.Variable}, or else those that come with the program.",
        DefaultValueFactory = _ => DefinitionLocations.FromEnvironment(),
    };

    private readonly Option<string?> _specificationDir = new("--specification-dir") { Description = "Folder of the specification, whose dataset.csv says which collections there are." };

    public Option<string> Environment { get; } = new("--environment", "-e")
    {
        Description = $"development, staging, production or local; {EnvironmentVariable}, or else local.",
        DefaultValueFactory = _ => System.Environment.GetEnvironmentVariable(EnvironmentVariable) is { Length: > 0 } name ? name : "local",
    };

    public Option<bool> Json { get; } = new("--json") { Description = "As JSON." };

    public void AddTo(Command command)
    {
        command.Options.Add(_definitions);
        command.Options.Add(Environment);
        command.Options.Add(_specificationDir);
        command.Options.Add(Json);
    }

    public IArchive OpenDefinitions(ParseResult result) => Archives.Open(result.GetRequiredValue(_definitions));

    /// <summary>Reads the definitions for the environment that was named, or for another.</summary>
    /// <exception cref="WrongUseException">The store or the specification is not there.</exception>
    public async Task<ReadCatalogue> ReadAsync(ParseResult result, string? environment, CancellationToken cancel)
    {
        using var archive = OpenDefinitions(result);
        var files = await DefinitionStore.ReadFilesAsync(archive, cancel);
        var specification = result.GetValue(_specificationDir) ?? result.GetRequiredValue(group.SpecificationDir);
        var path = Path.Combine(specification, "dataset.csv");
        return File.Exists(path)
            ? CatalogueReader.Read(files, path, environment ?? result.GetRequiredValue(Environment))
            : throw new WrongUseException($"There is no {path}, which says which collections there are. Name the specification's folder with --specification-dir.");
    }

    /// <summary>The good workflows, by name; what is wrong with the others is said on standard error.</summary>
    public async Task<(IReadOnlyList<Workflow> Workflows, IReadOnlyList<DefinitionProblem> Problems)> WorkflowsAsync(ParseResult result, Surroundings surroundings, CancellationToken cancel)
    {
        var read = await ReadAsync(result, environment: null, cancel);
        var problems = read.Problems.Concat(CatalogueCheck.Of(read.Files, read.Lines)).ToList();
        foreach (var problem in problems)
        {
            await surroundings.Error.WriteLineAsync(problem.ToString());
        }

        return ([.. read.Files.Values.SelectMany(workflows => workflows).OrderBy(workflow => workflow.Name, StringComparer.Ordinal)], problems);
    }
}
