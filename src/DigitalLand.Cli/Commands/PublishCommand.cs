using System.CommandLine;
using DigitalLand.Cli.Expect;
using DigitalLand.Cli.Night;
using DigitalLand.Core;
using DigitalLand.Datasets.Expectations;
using DigitalLand.Datasets.Publication;

namespace DigitalLand.Cli.Commands;

/// <summary>Shows readers a dataset that was built, unless it differs from the live one by more than a person should first see.</summary>
internal static class PublishCommand
{
    public static Command Create(GroupOptions group, Surroundings surroundings)
    {
        var options = new PublicationOptions();
        var accept = new Option<string?>("--accept") { Description = "Publish it whatever the guards find, and record this reason." };
        var build = new Option<string?>("--build-dir") { Description = "Folder of the build; built/DATASET when left out." };
        var blockOn = Arguments.Text("--block-on", BlockOn.Default.ToString(), "The least severity of a broken expectation that holds the build: critical, error, warning, notice, info, debug or none.");
        var services = new ServiceOptions();
        var json = new Option<bool>("--json") { Description = "The outcome as JSON." };
        var command = new Command("publish", "Make a built dataset the one that readers see, all files at once, unless it is held: exit code 1 then.")
        {
            accept, build, blockOn, json,
        };
        options.AddTo(command);
        services.AddTo(command);
        command.SetAction(async (result, cancel) =>
        {
            var name = result.GetRequiredValue(options.Dataset);
            var root = Arguments.ExistingDirectory(result.GetRequiredValue(options.Directory));
            if (result.GetResult(accept) is not null && string.IsNullOrWhiteSpace(result.GetValue(accept)))
            {
                throw new WrongUseException("Say after --accept why the dataset is right as it is; the reason is kept with it.");
            }

            var folder = new CollectionFolder(Path.GetFullPath(root));
            var pipeline = Path.Combine(root, result.GetRequiredValue(group.PipelineDir));
            var expectations = new BlockingExpectations(
                name, pipeline, folder.Organisations, BlockOn.Parse(result.GetRequiredValue(blockOn)), services.Addresses(result), surroundings.Clock);
            var request = PublishStage.Request(
                folder, result.GetValue(build) ?? folder.Built(name), name, pipeline, Path.Combine(root, result.GetRequiredValue(group.SpecificationDir))) with
            {
                Expect = expectations.CheckAsync,
                BlockOn = expectations.BlockOn,
            };
            var outcome = await options.OnStoreAsync(result, store => new DatasetPublisher(store, surroundings.Clock) { Keep = result.GetValue(options.Keep) }
                .PublishAsync(request with { By = result.GetRequiredValue(options.By), Accept = result.GetValue(accept) ?? "" }, cancel));
            if (result.GetValue(json))
            {
                await surroundings.Out.WriteLineAsync(outcome.ToJson(name));
            }
            else
            {
                await SayAsync(name, root, outcome, surroundings);
            }

            return outcome.Result == PublicationResult.Held ? ExitCode.DataProblems : ExitCode.Ok;
        });
        return command;
    }

    private static async Task SayAsync(string dataset, string directory, PublicationOutcome outcome, Surroundings surroundings)
    {
        switch (outcome.Result)
        {
            case PublicationResult.Held:
                await surroundings.Out.WriteLineAsync($"{dataset} is held: it is not as it was");
                foreach (var sentence in PublicationTalk.Held(dataset, directory, outcome))
                {
                    await surroundings.Out.WriteLineAsync($"  {sentence}");
                }

                break;
            case PublicationResult.Unchanged:
                await surroundings.Error.WriteLineAsync($"Version {outcome.Live!.Version} of {dataset} has these very files; nothing to publish.");
                break;
            default:
                var accepted = outcome.Findings.Count > 0 ? $", although {(outcome.Findings.Count == 1 ? "one thing was" : $"{outcome.Findings.Count} things were")} found" : "";
                await surroundings.Error.WriteLineAsync($"Version {outcome.Live!.Version} of {dataset} is live{accepted}. To take it back: digital-land rollback {dataset}{PublicationTalk.Where(directory)}");
                break;
        }
    }
}
