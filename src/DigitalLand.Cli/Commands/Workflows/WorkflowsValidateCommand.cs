using System.CommandLine;
using System.Text.Json;
using DigitalLand.Cli.Answers;
using DigitalLand.Orchestration.Definitions;
using DigitalLand.Orchestration.Definitions.Yaml;

namespace DigitalLand.Cli.Commands.Workflows;

/// <summary>Says what is wrong with definitions, in every environment.</summary>
internal static class WorkflowsValidateCommand
{
    public static Command Create(GroupOptions group, Surroundings surroundings)
    {
        var options = new DefinitionOptions(group);
        var command = new Command("validate", "Check every definition in every environment, its commands too. Ends with 1 when something is wrong.");
        options.AddTo(command);
        command.SetAction(async (result, cancel) =>
        {
            var problems = await ProblemsAsync(options, result, surroundings, cancel);
            if (result.GetValue(options.Json))
            {
                await surroundings.Out.WriteLineAsync(JsonSerializer.Serialize(problems, AnswerJson.Indented.IReadOnlyListDefinitionProblem));
            }
            else
            {
                foreach (var problem in problems)
                {
                    await surroundings.Out.WriteLineAsync(problem.ToString());
                }

                await surroundings.Error.WriteLineAsync(problems.Count == 0 ? "Every definition is good." : $"{problems.Count} problems.");
            }

            return problems.Count == 0 ? ExitCode.Ok : ExitCode.DataProblems;
        });
        return command;
    }

    /// <summary>All problems of all environments, or of the one that was named on the command line; each line of a file once.</summary>
    public static async Task<IReadOnlyList<DefinitionProblem>> ProblemsAsync(DefinitionOptions options, ParseResult result, Surroundings surroundings, CancellationToken cancel)
    {
        var problems = new List<DefinitionProblem>();
        string[] environments = result.GetResult(options.Environment) is { Implicit: false } ? [result.GetRequiredValue(options.Environment)] : ["local", "development", "staging", "production"];
        foreach (var environment in environments)
        {
            var read = await options.ReadAsync(result, environment, cancel);
            problems.AddRange(read.Problems);
            problems.AddRange(CatalogueCheck.Of(read.Files, read.Lines));
            problems.AddRange(CatalogueCheck.Commands(read.Files, read.Lines, words => CommandLine.Problem(words, surroundings)));
        }

        return [.. problems.DistinctBy(problem => (problem.File, problem.Line)).OrderBy(problem => problem.File, StringComparer.Ordinal).ThenBy(problem => problem.Line)];
    }
}
