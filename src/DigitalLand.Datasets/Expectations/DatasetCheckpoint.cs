using DigitalLand.Core;
using DigitalLand.Core.Progress;
using DigitalLand.Datasets.Expectations.DatasetOperations;
using DigitalLand.Datasets.Expectations.Platform;
using DigitalLand.Datasets.Expectations.Rules;
using Microsoft.Data.Sqlite;

namespace DigitalLand.Datasets.Expectations;

/// <summary>
/// Checks what is expected of a built dataset (the reference's <c>DatasetCheckpoint</c>). The dataset's file is only read.
/// </summary>
/// <param name="dataset">The dataset's name.</param>
/// <param name="path">Its SQLite file.</param>
/// <param name="platform">For what is asked on the network.</param>
/// <param name="clock">Decides which weekday it is.</param>
public sealed class DatasetCheckpoint(string dataset, string path, PlanningPlatform platform, TimeProvider clock)
{
    /// <summary>Run rules on any day, whatever weekday they wait for.</summary>
    public bool EveryDay { get; init; }

    /// <summary>Told how many expectations are checked, of how many, after each.</summary>
    public IProgress<(int Done, int Total)>? Progress { get; init; }

    /// <summary>Checks every expectation that is due today. All rules are understood before the first is checked.</summary>
    /// <param name="rules">The rules of the dataset.</param>
    /// <param name="organisations">The organisations that rules may be for.</param>
    /// <exception cref="WrongUseException">There is no such file.</exception>
    /// <exception cref="RunFailedException">A rule cannot be understood, or the file is not a dataset.</exception>
    public async Task<ExpectationReport> RunAsync(IReadOnlyList<ExpectationRule> rules, RuleOrganisations organisations, CancellationToken cancel)
    {
        var today = clock.GetUtcNow().UtcDateTime.DayOfWeek;
        var due = rules.ToLookup(rule => EveryDay || rule.RunsOn(today));
        var expectations = DatasetExpectations.Of(due[true], organisations);
        using var built = BuiltDataset.Open(dataset, path);
        var operations = Operations(built);
        foreach (var expectation in expectations)
        {
            var operation = Find(operations, expectation);
            expectation.Parameters.Check(operation.Name, operation.Required, operation.Optional);
        }

        var outcomes = new List<ExpectationOutcome>();
        foreach (var expectation in expectations)
        {
            WorkMeter.Reach("expectations", outcomes.Count, expectations.Count);
            outcomes.Add(new ExpectationOutcome(expectation, await RunAsync(operations, expectation, cancel).ConfigureAwait(false)));
            Progress?.Report((outcomes.Count, expectations.Count));
        }

        return new ExpectationReport(dataset, outcomes, [.. due[false]]);
    }

    private async ValueTask<ExpectationResult> RunAsync(IDatasetOperation[] operations, Expectation expectation, CancellationToken cancel)
    {
        try
        {
            return await Find(operations, expectation).RunAsync(expectation.Parameters, cancel).ConfigureAwait(false);
        }
        catch (SqliteException error)
        {
            throw new RunFailedException($"The expectation '{expectation.Name}' cannot be checked in '{path}': {error.Message}", error);
        }
    }

    private IDatasetOperation[] Operations(BuiltDataset built) =>
    [
        new CountLpaBoundary(built, platform),
        new CountDeletedEntities(built, platform),
        new DuplicateGeometryCheck(built),
        new CheckFieldsRequiredAfterPlanEvent(built, clock),
        new CheckColumns(built),
    ];

    private static IDatasetOperation Find(IDatasetOperation[] operations, Expectation expectation) =>
        Array.Find(operations, operation => operation.Name == expectation.Operation)
            ?? throw new RunFailedException(
                $"The expectation '{expectation.Name}' has the operation '{expectation.Operation}', which is none of {string.Join(", ", operations.Select(operation => operation.Name))}.");
}
