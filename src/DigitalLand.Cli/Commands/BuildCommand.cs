using System.CommandLine;
using System.Globalization;
using DigitalLand.Cli.Night;
using DigitalLand.Cli.Tasks;
using DigitalLand.Core.Archive;
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
        var night = new Option<string?>("--directory") { Description = "Build as the last task of a night: into dataset/ and data/ of this folder, from the folders in it, or from the archive that the tasks share." };
        var shared = TaskArchive.Option();
        var command = new Command("build", "Build the digital-land and performance databases from every collection.")
        {
            archive, datasets, parquet, organisations, environment, allowMissing, night, shared,
        };
        command.SetAction(async (result, cancel) =>
        {
            if (result.GetValue(night) is { } directory)
            {
                var folder = new NightFolder(Path.GetFullPath(Arguments.ExistingDirectory(directory)));
                if (result.GetRequiredValue(shared) is not { Length: > 0 } location)
                {
                    return await BuildNightAsync(folder, surroundings, cancel);
                }

                using var store = Archives.Open(location);
                var kept = await new BuildTask(folder, store, surroundings.Clock).RunAsync(result.GetRequiredValue(environment), result.GetValue(allowMissing), Progress(surroundings), cancel);
                await SayAsync(kept, folder.Build, surroundings.Error);
                return ExitCode.Ok;
            }

            var specification = Specification.Load(result.GetRequiredValue(group.SpecificationDir));
            var inputs = BuilderInputs.OfArchive(
                Arguments.ExistingDirectory(result.GetRequiredValue(archive)),
                specification,
                result.GetValue(organisations),
                result.GetRequiredValue(environment));
            var outputs = new BuildOutputs(result.GetRequiredValue(datasets), result.GetRequiredValue(parquet));
            await SayAsync(
                DatabaseBuild.Run(inputs, outputs, result.GetValue(allowMissing), surroundings.Clock, Progress(surroundings), cancel),
                outputs,
                surroundings.Error);
            return ExitCode.Ok;
        });
        return command;
    }

    private static BuildProgressLine? Progress(Surroundings surroundings) => Console.IsErrorRedirected ? null : new BuildProgressLine(surroundings);

    private static async Task SayAsync(BuildOutcome outcome, BuildOutputs outputs, TextWriter error)
    {
        foreach (var remark in outcome.Remarks)
        {
            await error.WriteLineAsync(remark);
        }

        var rows = outcome.Rows.Select(table => string.Create(CultureInfo.InvariantCulture, $"{table.Key} {table.Value:#,0}"));
        await error.WriteLineAsync($"{outputs.DigitalLand} and {outputs.Performance} from {outcome.Collections} collections: {string.Join(", ", rows)} rows.");
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
