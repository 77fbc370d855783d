using System.CommandLine;
using DigitalLand.Core;
using DigitalLand.Core.Specifications;
using DigitalLand.Datasets.Assemble;
using DigitalLand.Datasets.Update;
using DigitalLand.Geometry.Coordinates;

namespace DigitalLand.Cli.Commands;

internal static class DatasetUpdateCommand
{
    public static Command Create(GroupOptions group, Surroundings surroundings)
    {
        var inputs = new Argument<string[]>("input-paths") { Description = "Transformed files to bring in, as CSV.", Arity = ArgumentArity.OneOrMore };
        var output = new Option<string?>("--output-path") { Description = "The dataset's SQLite file, which stands as it was until all is done." };
        var organisations = Arguments.Text("--organisation-path", "var/cache/organisation.csv", "organisation.csv.", "-o");
        var columnField = Arguments.Text("--column-field-dir", "var/column-field/", "Folder of the column-field logs.");
        var datasetResource = Arguments.Text("--dataset-resource-dir", "var/dataset-resource/", "Folder of the dataset-resource logs.");
        var issue = Arguments.Text("--issue-dir", "issue/", "Folder of the issue logs.", "-i");
        var command = new Command("dataset-update", "Bring transformed resources into a dataset's SQLite file that exists.")
        {
            inputs, output, organisations, columnField, datasetResource, issue,
        };
        command.SetAction(async (result, cancel) =>
        {
            var dataset = group.RequireDataset(result);
            var outputPath = result.GetValue(output) is { Length: > 0 } path ? path : throw new WrongUseException("Say with --output-path which SQLite file to update.");
            var where = new AssembleInputs(
                Transformed: "",
                ColumnField: Arguments.ExistingDirectory(result.GetRequiredValue(columnField)),
                DatasetResource: Arguments.ExistingDirectory(result.GetRequiredValue(datasetResource)),
                Issue: Arguments.ExistingDirectory(result.GetRequiredValue(issue)),
                Pipeline: result.GetRequiredValue(group.PipelineDir),
                Organisations: Arguments.ExistingFile(result.GetRequiredValue(organisations)),
                Resources: "");
            var specification = Specification.Load(result.GetRequiredValue(group.SpecificationDir));
            using var centroids = new CentroidPoints(CoordinateSystems.FromEnvironment());
            var outcome = DatasetUpdate.Update(specification, dataset, [.. result.GetRequiredValue(inputs).Select(Arguments.ExistingFile)], where, centroids.CentroidOf, outputPath, cancel);
            foreach (var remark in outcome.Remarks)
            {
                await surroundings.Error.WriteLineAsync(remark).ConfigureAwait(false);
            }

            await surroundings.Error.WriteLineAsync(outcome.ToString()).ConfigureAwait(false);
            return ExitCode.Ok;
        });
        return command;
    }
}
