using System.CommandLine;
using DigitalLand.Core;
using DigitalLand.Core.Specifications;
using DigitalLand.Datasets.Assemble;
using DigitalLand.Geometry.Coordinates;

namespace DigitalLand.Cli.Commands;

internal static class DatasetCreateCommand
{
    public static Command Create(GroupOptions group, Surroundings surroundings)
    {
        var input = new Argument<string>("input-dir") { Description = "Folder of the dataset's transformed files." };
        var output = new Option<string?>("--output-path") { Description = "The SQLite file to write; an earlier one stands until the new one is complete." };
        var organisations = Arguments.Text("--organisation-path", "var/cache/organisation.csv", "organisation.csv.", "-o");
        var columnField = Arguments.Text("--column-field-dir", "var/column-field/", "Folder of the column-field logs.");
        var datasetResource = Arguments.Text("--dataset-resource-dir", "var/dataset-resource/", "Folder of the dataset-resource logs.");
        var issue = Arguments.Text("--issue-dir", "issue/", "Folder of the issue logs.", "-i");
        var resources = Arguments.Text("--resource-path", "collection/resource.csv", "resource.csv of the collection.");
        var cache = Arguments.Text("--cache-dir", "var/cache", "Where --no-cleanup-provenance-cache and --parquet-only write, in its folder provenance.");
        var clean = new Option<bool>("--cleanup-provenance-cache") { Description = "Leave no Parquet behind, which is what happens anyway." };
        var keep = new Option<bool>("--no-cleanup-provenance-cache") { Description = "Write fact, fact-resource and entity as Parquet too." };
        var parquetOnly = new Option<bool>("--parquet-only") { Description = "Write fact, fact-resource and entity as Parquet, and no SQLite file." };
        var command = new Command("dataset-create", "Assemble the transformed resources of a dataset into one SQLite file.")
        {
            input, output, organisations, columnField, datasetResource, issue, resources, cache, clean, keep, parquetOnly,
        };


        command.SetAction(async (result, cancel) =>
        {
            var dataset = group.RequireDataset(result);
            var partitions = Path.Combine(result.GetRequiredValue(cache), "provenance");
            var onlyParquet = result.GetValue(parquetOnly);
            var outputPath = onlyParquet ? partitions : result.GetValue(output) is { Length: > 0 } path ? path : throw new WrongUseException("Say with --output-path which SQLite file to write.");
            var inputs = new AssembleInputs(
                Transformed: Arguments.ExistingDirectory(result.GetRequiredValue(input)),
                ColumnField: Arguments.ExistingDirectory(result.GetRequiredValue(columnField)),
                DatasetResource: Arguments.ExistingDirectory(result.GetRequiredValue(datasetResource)),
                Issue: Arguments.ExistingDirectory(result.GetRequiredValue(issue)),
                Pipeline: result.GetRequiredValue(group.PipelineDir),
                Organisations: Arguments.ExistingFile(result.GetRequiredValue(organisations)),
                Resources: Arguments.ExistingFile(result.GetRequiredValue(resources)));
            var specification = Specification.Load(result.GetRequiredValue(group.SpecificationDir));
            using var centroids = new CentroidPoints(CoordinateSystems.FromEnvironment());
            var outcome = onlyParquet
                ? DatasetAssembly.CreatePartitions(specification, dataset, inputs, centroids.Of, partitions, cancel)
                : DatasetAssembly.Create(specification, dataset, inputs, centroids.Of, outputPath, cancel, partitions: result.GetValue(keep) ? partitions : null);
            foreach (var remark in outcome.Remarks)
            {
                await surroundings.Error.WriteLineAsync(remark);
            }

            await surroundings.Error.WriteLineAsync(outcome.ToString());
            return ExitCode.Ok;
        });
        return command;
    }
}
