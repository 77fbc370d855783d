using System.CommandLine;
using System.Globalization;
using DigitalLand.Cli.Night;
using DigitalLand.Core.Specifications;
using DigitalLand.Datasets.Builder;

namespace DigitalLand.Cli.Commands;

/// <summary>The digital-land builder, over an archive that lies in a local folder.</summary>
internal static class BuildCommand
{
    public static Command Create(GroupOptions group, Surroundings surroundings)
    {
        var archive = new Argument<string>("archive-dir")
        {
            Description = "The archive: C-collection/ of every collection, config/pipeline/C/, log/expectation/.",
            DefaultValueFactory = _ => ".",
        };
        var datasets = Arguments.Text("--dataset-dir", "dataset/", "Where digital-land.sqlite3 and performance.sqlite3 go.");
        var parquet = Arguments.Text("--parquet-dir", "data/", "Where the tables go as Parquet, in specification/ and performance/.");
        var organisations = new Option<string?>("--organisation-path", "-o") { Description = "organisation.csv; else the archive's organisation-collection/dataset/organisation.csv." };
        var environment = Arguments.Text("--environment", "production", "Whose datasets must be there: production, staging or development.");
        var allowMissing = new Option<bool>("--allow-missing") { Description = "Build without what is missing; it is told." };
        var night = new Option<string?>("--directory") { Description = "Build from the folders in which the tasks of a night have worked, into its dataset/ and data/, instead of from an archive." };
        var command = new Command("build", "Build the digital-land and performance databases from every collection.")
        {
            archive, datasets, parquet, organisations, environment, allowMissing, night,
        };
        command.SetAction(async (result, cancel) =>
        {
            if (result.GetValue(night) is { } directory)
            {
                return await BuildNightAsync(new NightFolder(Path.GetFullPath(Arguments.ExistingDirectory(directory))), surroundings, cancel);
            }

            var specification = Specification.Load(result.GetRequiredValue(group.SpecificationDir));
            var inputs = BuilderInputs.OfArchive(
                Arguments.ExistingDirectory(result.GetRequiredValue(archive)),
                specification,
                result.GetValue(organisations),
                result.GetRequiredValue(environment));
            var outputs = new BuildOutputs(result.GetRequiredValue(datasets), result.GetRequiredValue(parquet));
            var outcome = DatabaseBuild.Run(inputs, outputs, result.GetValue(allowMissing), surroundings.Clock, Console.IsErrorRedirected ? null : new BuildProgressLine(surroundings), cancel);
            foreach (var remark in outcome.Remarks)
            {
                await surroundings.Error.WriteLineAsync(remark);
            }

            var rows = outcome.Rows.Select(table => string.Create(CultureInfo.InvariantCulture, $"{table.Key} {table.Value:#,0}"));
            await surroundings.Error.WriteLineAsync($"{outputs.DigitalLand} and {outputs.Performance} from {outcome.Collections} collections: {string.Join(", ", rows)} rows.");
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task<int> BuildNightAsync(NightFolder night, Surroundings surroundings, CancellationToken cancel)
    {
        var built = await NightProgress.ShowAsync(surroundings.Error, progress => Task.FromResult(new BuildStage(night, surroundings.Clock).Run(progress, cancel)));
        foreach (var remark in built.Remarks)
        {
            await surroundings.Error.WriteLineAsync(remark);
        }

        NightReport.WriteBuild(built, surroundings.Error);
        return ExitCode.Ok;
    }
}
