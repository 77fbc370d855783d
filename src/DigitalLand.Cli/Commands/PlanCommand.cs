using System.CommandLine;
using System.Text.Json;
using DigitalLand.Cli.Answers;
using DigitalLand.Collection.Plan;
using DigitalLand.Transform;

namespace DigitalLand.Cli.Commands;

/// <summary>Says what a run would do now, and why, without doing it.</summary>
internal static class PlanCommand
{
    public static Command Create(GroupOptions group, Surroundings surroundings)
    {
        var collection = new Option<string?>("--collection") { Description = "The folder of this name, with collection/, pipeline/ and var/ in it, instead of the working folder." };
        var collectionDir = Arguments.Text("--collection-dir", "collection/", "Folder of the collection.", "-c");
        var datasetResourceDir = Arguments.Text("--dataset-resource-dir", "var/dataset-resource/", "Logs of what was transformed with what.");
        var json = new Option<bool>("--json") { Description = "The plan as JSON." };
        var command = new Command("plan", "Say what would be collected and transformed now, and why.") { collection, collectionDir, datasetResourceDir, json };
        command.SetAction(result =>
        {
            string Below(string path) => Path.Combine(result.GetValue(collection) ?? "", path);
            var hashes = ProcessingHashes.Of(CodeVersion.Current, Below(result.GetValue(group.PipelineDir)!), result.GetValue(group.SpecificationDir)!);
            var plan = WorkPlan.Build(
                Arguments.ExistingDirectory(Below(result.GetValue(collectionDir)!)), new ProcessedResources(Below(result.GetValue(datasetResourceDir)!), hashes), surroundings.Clock);
            if (result.GetValue(json))
            {
                surroundings.Out.WriteLine(JsonSerializer.Serialize(PlanAnswer.Of(plan), AnswerJson.Indented.PlanAnswer));
            }
            else
            {
                Say(plan, surroundings.Out);
            }

            return ExitCode.Ok;
        });
        return command;
    }

    private static void Say(WorkPlan plan, TextWriter output)
    {
        output.WriteLine($"collect    {plan.Fetches.Count(fetch => fetch.IsDue)} of {plan.Fetches.Count} endpoints{Estimate(plan.FetchTime)}");
        foreach (var (reason, count) in plan.Fetches.CountBy(fetch => fetch.Reason).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal))
        {
            output.WriteLine($"{count,10} {reason}");
        }

        output.WriteLine($"transform  {plan.Transforms.Count} of {plan.Transforms.Count + plan.UpToDate} resources");
        foreach (var ((dataset, reason), count) in plan.Transforms.CountBy(task => (task.Dataset, task.Reason)))
        {
            output.WriteLine($"{count,10} {dataset}: {reason}");
        }
    }

    private static string Estimate(TimeSpan time) => time.TotalSeconds switch
    {
        0 => "",
        < 90 => $", about {Math.Max(1, time.TotalSeconds):0} s by how long each took last",
        _ => $", about {time.TotalMinutes:0} min by how long each took last",
    };
}
