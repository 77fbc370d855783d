using DigitalLand.Core.Csv;
using DigitalLand.Datasets.Expectations;
using DigitalLand.Datasets.Expectations.Platform;
using DigitalLand.Datasets.Expectations.Rules;

namespace DigitalLand.Cli.Expect;

/// <summary>Checks a build by the rules of expect.csv that could keep it from being published; the others are for <c>expect</c> to tell of.</summary>
/// <param name="Dataset">The dataset.</param>
/// <param name="Pipeline">Folder of the configuration.</param>
/// <param name="Organisations">organisation.csv.</param>
/// <param name="BlockOn">From which severity on a rule is checked.</param>
/// <param name="Addresses">Services that some rules ask.</param>
/// <param name="Clock">Decides which weekday it is.</param>
internal sealed record BlockingExpectations(string Dataset, string Pipeline, string Organisations, BlockOn BlockOn, PlatformAddresses Addresses, TimeProvider Clock)
{
    public async Task<ExpectationReport> CheckAsync(string sqlite, CancellationToken cancel)
    {
        var rules = ExpectationRules.OfPipelineFolder(Pipeline, Dataset).Where(rule => BlockOn.Blocks(Severities.Parse(rule.Severity))).ToList();
        if (rules.Count == 0)
        {
            return new ExpectationReport(Dataset, [], []);
        }

        using var client = ServiceHttp.Create(Addresses.Platform, Addresses.Datasette);
        var checkpoint = new DatasetCheckpoint(Dataset, sqlite, new PlanningPlatform(client, Addresses, Clock), Clock);
        return await checkpoint.RunAsync(rules, new RuleOrganisations(CsvTable.Read(Organisations)), cancel).ConfigureAwait(false);
    }
}
