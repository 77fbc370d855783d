using System.CommandLine;
using DigitalLand.Core.Configurations;
using DigitalLand.Core.Csv;
using DigitalLand.Core.Organisations;
using DigitalLand.Core.Specifications;
using DigitalLand.Geometry.Coordinates;
using DigitalLand.Transform;
using DigitalLand.Transform.Categories;
using DigitalLand.Transform.Lookups;

namespace DigitalLand.Cli.Commands;

/// <summary>The verb of the transform process: one resource of one dataset.</summary>
internal sealed class PipelineCommand
{
    private readonly Argument<string> _input = new("input-path") { Description = "The resource." };
    private readonly Argument<string?> _output = new("output-path") { Description = "The transformed CSV; transformed/DATASET/RESOURCE.csv when left out.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string> _issueDir = Arguments.Text("--issue-dir", "issue/", "Folder of issue logs.", "-i");
    private readonly Option<string> _operationalIssueDir = Arguments.Text("--operational-issue-dir", "performance/operational_issue/", "Folder of operational issue logs.");
    private readonly Option<string> _columnFieldDir = Arguments.Text("--column-field-dir", "var/column-field/", "Folder of column-field logs.");
    private readonly Option<string> _datasetResourceDir = Arguments.Text("--dataset-resource-dir", "var/dataset-resource/", "Folder of dataset-resource logs.");
    private readonly Option<string> _convertedResourceDir = Arguments.Text("--converted-resource-dir", "var/converted-resource/", "Folder of converted-resource logs.");
    private readonly Option<string> _outputLogDir = Arguments.Text("--output-log-dir", "log/", "Folder of Parquet logs.");
    private readonly Option<string> _organisationPath = Arguments.Text("--organisation-path", "var/cache/organisation.csv", "The organisations.", "-o");
    private readonly Option<string> _collectionDir = Arguments.Text("--collection-dir", "collection/", "Folder of the collection, read when no endpoints are given.", "-c");
    private readonly Option<string> _configPath = Arguments.Text("--config-path", "var/cache/config.sqlite3", "The config database; without it no provider is an authority.");
    private readonly Option<string> _cacheDir = Arguments.Text("--cache-dir", "var/cache", "Accepted for the reference's callers; category lists are read from var/cache/dataset/.");
    private readonly Option<string> _endpoints = Arguments.Text("--endpoints", "", "The resource's endpoints, parted by spaces.");
    private readonly Option<string> _organisations = Arguments.Text("--organisations", "", "The resource's organisations, parted by spaces.");
    private readonly Option<string> _entryDate = Arguments.Text("--entry-date", "", "The entry-date of entries that have none.");
    private readonly Option<string> _resource = Arguments.Text("--resource", "", "The resource's name, where the file is its replacement's.");
    private readonly Option<string> _encoding = Arguments.Encoding();
    private readonly Option<bool> _noParquet = new("--no-parquet") { Description = "Write the CSV files only; assembling then reads those." };
    private readonly Option<bool> _saveHarmonised = new("--save-harmonised") { Description = "Write harmonised/RESOURCE.csv too." };

    private readonly GroupOptions _group;
    private readonly Surroundings _surroundings;

    private PipelineCommand(GroupOptions group, Surroundings surroundings)
    {
        _group = group;
        _surroundings = surroundings;
    }

    public static Command Create(GroupOptions group, Surroundings surroundings)
    {
        var verb = new PipelineCommand(group, surroundings);
        var command = new Command("pipeline", "Transform one resource into facts.")
        {
            verb._input, verb._output, verb._issueDir, verb._operationalIssueDir, verb._columnFieldDir, verb._datasetResourceDir, verb._convertedResourceDir,
            verb._outputLogDir, verb._organisationPath, verb._collectionDir, verb._configPath, verb._cacheDir, verb._endpoints, verb._organisations,
            verb._entryDate, verb._resource, verb._encoding, verb._noParquet, verb._saveHarmonised,
        };
        command.SetAction((result, cancel) => Task.FromResult(verb.Run(result, cancel)));
        return command;
    }

    private int Run(ParseResult result, CancellationToken cancel)
    {
        var dataset = _group.RequireDataset(result);
        var input = Arguments.ExistingFile(result.GetRequiredValue(_input));
        var specification = Specification.Load(result.GetRequiredValue(_group.SpecificationDir));
        var configuration = PipelineConfiguration.Load(result.GetRequiredValue(_group.PipelineDir), specification.Dataset(dataset).Name);
        var organisations = new Organisation(CsvTable.Read(result.GetRequiredValue(_organisationPath)));
        var files = new CategoryFiles("var/cache/dataset", CategoryDownload.Fetch, Warn);
        var categories = CategoryValues.Load(specification, dataset, configuration.Migrations, files);
        using var pipeline = new Pipeline(
            dataset, specification, configuration, organisations, Authorities(result.GetRequiredValue(_configPath)), categories, CoordinateSystems.FromEnvironment(), _surroundings.Clock);
        var outcome = pipeline.Run(Request(result, dataset, input), cancel);
        Say(input, outcome);
        return ExitCode.Ok;
    }

    private PipelineRequest Request(ParseResult result, string dataset, string input)
    {
        var stem = Path.GetFileNameWithoutExtension(input);
        var request = new PipelineRequest
        {
            InputPath = input,
            OutputPath = result.GetValue(_output) ?? $"transformed/{dataset}/{stem}.csv",
            Endpoints = Arguments.Words(result.GetValue(_endpoints)),
            Organisations = Arguments.Words(result.GetValue(_organisations)),
            EntryDate = result.GetRequiredValue(_entryDate),
            Resource = result.GetRequiredValue(_resource),
            Encoding = result.GetRequiredValue(_encoding),
            IssueDir = result.GetRequiredValue(_issueDir),
            OperationalIssueDir = result.GetRequiredValue(_operationalIssueDir),
            ColumnFieldDir = result.GetRequiredValue(_columnFieldDir),
            DatasetResourceDir = result.GetRequiredValue(_datasetResourceDir),
            ConvertedResourceDir = result.GetRequiredValue(_convertedResourceDir),
            OutputLogDir = result.GetValue(_noParquet) ? null : result.GetRequiredValue(_outputLogDir),
            HarmonisedPath = result.GetValue(_saveHarmonised) ? $"harmonised/{stem}.csv" : null,
        };
        return request;
    }

    private EntityOrganisations? Authorities(string configPath)
    {
        if (File.Exists(configPath))
        {
            return EntityOrganisations.Load(configPath);
        }

        Warn($"There is no config database '{configPath}', so no provider is an authority and every fact has priority 1. Make it with config-create and config-load.");
        return null;
    }

    private void Say(string input, PipelineOutcome outcome)
    {
        if (outcome.ConversionFailure is { } failure)
        {
            Warn($"{input} could not be read as a table, so its transformed file has no rows: {failure}");
        }

        foreach (var warning in outcome.Warnings)
        {
            Warn(warning);
        }
    }

    private void Warn(string sentence) => _surroundings.Error.WriteLine($"digital-land: {sentence}");
}
