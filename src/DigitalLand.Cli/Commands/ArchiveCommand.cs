using System.CommandLine;
using System.Text.Json;
using DigitalLand.Cli.Answers;
using DigitalLand.Core.Archive;

namespace DigitalLand.Cli.Commands;

/// <summary>What can be asked of an archive.</summary>
internal static class ArchiveCommand
{
    public static Command Create(Surroundings surroundings) =>
        new("archive", "Look after the archive of everything that was collected.")
        {
            ArchiveTransferCommand.Push(surroundings), ArchiveTransferCommand.Pull(surroundings), Verify(surroundings),
        };

    private static Command Verify(Surroundings surroundings)
    {
        var location = new Argument<string>("location")
        {
            Description = "A folder, or s3://bucket/prefix: an archive, or the folder of one collection.",
            DefaultValueFactory = _ => "collection/",
        };
        var collection = new Option<string?>("--collection") { Description = "Only this collection of the archive." };
        var json = new Option<bool>("--json") { Description = "The outcome as JSON." };
        var command = new Command("verify", "Prove every resource's bytes against its name, and that every log's resource is there.") { location, collection, json };
        command.SetAction(async (result, cancel) =>
        {
            using var archive = Archives.Open(result.GetValue(location)!);
            var prefix = result.GetValue(collection) is { Length: > 0 } name ? ArchiveKeys.Collection(name) : "";
            var proof = await ArchiveVerification.RunAsync(archive, prefix, cancel: cancel).ConfigureAwait(false);
            await (result.GetValue(json) ? SayJsonAsync(proof, surroundings.Out) : SayAsync(proof, surroundings)).ConfigureAwait(false);
            return proof.Problems.Count == 0 ? ExitCode.Ok : ExitCode.DataProblems;
        });
        return command;
    }

    private static async Task SayAsync(ArchiveProof proof, Surroundings surroundings)
    {
        foreach (var problem in proof.Problems)
        {
            await surroundings.Out.WriteLineAsync($"{problem.Key}: {problem.Problem}. {problem.Message}").ConfigureAwait(false);
        }

        var outcome = proof.Problems.Count == 0 ? "everything is as it says" : $"{proof.Problems.Count} problems";
        await surroundings.Error.WriteLineAsync($"{proof.Resources} resources of {proof.Bytes} bytes and {proof.Logs} logs read: {outcome}.").ConfigureAwait(false);
    }

    private static Task SayJsonAsync(ArchiveProof proof, TextWriter output) => output.WriteLineAsync(JsonSerializer.Serialize(proof, AnswerJson.Default.ArchiveProof));
}
