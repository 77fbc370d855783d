using DigitalLand.Cli.Night;
using DigitalLand.Collection.Collect;
using DigitalLand.Collection.Plan;
using DigitalLand.Core;
using DigitalLand.Transform;

namespace DigitalLand.Cli.Tasks;

/// <summary>How a collection is to be collected.</summary>
/// <param name="RefillTodaysLogs">Ask endpoints again that were asked today.</param>
/// <param name="RegenerateLog">Make log.csv and resource.csv from every JSON log that there is.</param>
/// <param name="TransferAll">Noted in the state: later tasks are to transfer every resource.</param>
/// <param name="Reprocess">List every resource as one to transform, done or not.</param>
internal sealed record CollectChoices(bool RefillTodaysLogs, bool RegenerateLog, bool TransferAll, bool Reprocess);

/// <summary>The first task of a collection's workflow (the reference's <c>collect.sh</c>): fetch, bring the lists up to date, say what there is to transform.</summary>
internal sealed class CollectTask(NightFolder night, CollectionFolder folder, TaskArchive archive, TimeProvider clock, CollectorOptions options)
{
    public async Task<CollectOutcome> RunAsync(CollectChoices choices, IProgress<CollectProgress>? progress, CancellationToken cancel)
    {
        var today = clock.Today();
        await archive.BringCatalogueAsync(cancel);
        await archive.BringConfigurationAsync(cancel);
        await archive.BringHistoryAsync(choices, today, cancel);
        using var collector = Collector.ForCollection(folder.Collection, clock, options);
        var outcome = await collector.CollectAsync(folder.Endpoints, choices.RefillTodaysLogs, progress, cancel);
        UpdateLists(choices.RegenerateLog);
        Directory.CreateDirectory(folder.Resource);
        var fetched = await archive.BringFetchedAsync(today, cancel);
        CollectionState.Build(
            new StateFolders(night.Specification, folder.Collection, folder.Pipeline, folder.Resource) { Resources = fetched },
            CodeVersion.Current,
            choices.TransferAll,
            clock,
            choices.Reprocess ? null : Path.Combine(folder.Root, "var", "dataset-resource")).Save(folder.State);
        await archive.KeepCollectedAsync(today, cancel);
        return outcome;
    }

    private void UpdateLists(bool regenerate)
    {
        if (regenerate)
        {
            // Without them both lists are made from the JSON files, which are the record.
            File.Delete(Path.Combine(folder.Collection, "log.csv"));
            File.Delete(folder.Resources);
        }

        var collection = CollectionStore.Load(folder.Collection, clock, refillTodaysLogs: true);
        collection.Update();
        collection.SaveCsv();
    }
}
