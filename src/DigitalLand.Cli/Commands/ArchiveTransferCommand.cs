using System.CommandLine;
using System.Text.Json;
using DigitalLand.Cli.Answers;
using DigitalLand.Core.Archive;

namespace DigitalLand.Cli.Commands;

/// <summary>Brings a collection's folder into an archive, and back.</summary>
internal static class ArchiveTransferCommand
{
    public static Command Push(Surroundings surroundings)
    {
        var transfer = new TransferOptions();
        var command = new Command("push", "Add what was collected to an archive; resources are proved and never replaced, problems leave the lists as they are.");
        transfer.AddTo(command);
        command.SetAction((result, cancel) => transfer.RunAsync(result, surroundings, (to, statePath) => to.PushAsync(statePath, cancel)));
        return command;
    }

    public static Command Pull(Surroundings surroundings)
    {
        var since = Arguments.Text("--since", "", "Only logs of this day (YYYY-MM-DD) and later ones.");
        var noResources = new Option<bool>("--no-resources") { Description = "Only logs and lists: what planning needs." };
        var transfer = new TransferOptions();
        var command = new Command("pull", "Fill a collection's folder with what an archive has and it lacks; resources are proved, and what stands in the folder stays.") { since, noResources };
        transfer.AddTo(command);
        command.SetAction((result, cancel) => transfer.RunAsync(
            result, surroundings, (from, statePath) => from.PullAsync(statePath, result.GetRequiredValue(since), !result.GetValue(noResources), cancel)));
        return command;
    }

    private sealed class TransferOptions
    {
        private readonly Argument<string> _location = new("location") { Description = "A folder, or s3://bucket/prefix." };
        private readonly Option<string> _collection = new("--collection") { Description = "The collection's name, which its keys begin with.", Required = true };
        private readonly Option<string> _collectionDir = Arguments.Text("--collection-dir", "collection/", "Folder of the collection.", "-c");
        private readonly Option<string> _statePath = Arguments.Text("--state-path", "state.json", "The state of the collection.");
        private readonly Option<bool> _json = new("--json") { Description = "The outcome as JSON." };

        public void AddTo(Command command)
        {
            command.Arguments.Add(_location);
            foreach (var option in new Option[] { _collection, _collectionDir, _statePath, _json })
            {
                command.Options.Add(option);
            }
        }

        public async Task<int> RunAsync(ParseResult result, Surroundings surroundings, Func<CollectionTransfer, string, Task<TransferOutcome>> transfer)
        {
            using var archive = Archives.Open(result.GetRequiredValue(_location));
            var directory = Arguments.ExistingDirectory(result.GetRequiredValue(_collectionDir));
            var outcome = await transfer(new CollectionTransfer(directory, archive, result.GetRequiredValue(_collection)), result.GetRequiredValue(_statePath)).ConfigureAwait(false);
            await (result.GetValue(_json) ? SayJsonAsync(outcome, surroundings.Out) : SayAsync(outcome, surroundings)).ConfigureAwait(false);
            return outcome.Problems.Count == 0 ? ExitCode.Ok : ExitCode.DataProblems;
        }

        private static async Task SayAsync(TransferOutcome outcome, Surroundings surroundings)
        {
            foreach (var problem in outcome.Problems)
            {
                await surroundings.Out.WriteLineAsync($"{problem.Key}: {problem.Problem}. {problem.Message}").ConfigureAwait(false);
            }

            await surroundings.Error.WriteLineAsync(
                $"{outcome.Resources} resources, {outcome.Logs} logs and {outcome.Lists} lists transferred, {outcome.Bytes} bytes; {outcome.Unchanged} were there already, {outcome.Problems.Count} problems.").ConfigureAwait(false);
        }

        private static Task SayJsonAsync(TransferOutcome outcome, TextWriter output) =>
            output.WriteLineAsync(JsonSerializer.Serialize(outcome, AnswerJson.Default.TransferOutcome));
    }
}
