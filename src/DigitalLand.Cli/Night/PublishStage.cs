using DigitalLand.Cli.Expect;
using DigitalLand.Datasets.Expectations;
using DigitalLand.Datasets.Publication;
using DigitalLand.Datasets.Publication.Guards;
using DigitalLand.Datasets.Publication.Stores;
using DigitalLand.Transform;

namespace DigitalLand.Cli.Night;

/// <summary>Shows readers what was built, unless the guards hold it: then yesterday's dataset stays live and the report says why.</summary>
/// <param name="clock">When it is published.</param>
/// <param name="store">Where; the collection's own folder when left out.</param>
internal sealed class PublishStage(TimeProvider clock, IPublicationStore? store = null)
{
    public async Task<PublishResult> RunAsync(CollectionFolder folder, IReadOnlyList<DatasetWork> work, IProgress<NightStep> progress, CancellationToken cancel)
    {
        var start = clock.GetTimestamp();
        var publisher = new DatasetPublisher(store ?? new FolderStore(folder.Root), clock);
        var held = new List<HeldDataset>();
        var published = 0;
        for (var i = 0; i < work.Count; i++)
        {
            progress.Report(new NightStep("publish", folder.Name, i, work.Count, "datasets"));
            var dataset = work[i].Dataset;
            var expectations = new BlockingExpectations(dataset, folder.Pipeline, folder.Organisations, BlockOn.Default, ServiceOptions.FromEnvironment(), clock);
            var request = Request(folder, folder.Built(dataset), dataset, folder.Pipeline, specification: "") with { Expect = expectations.CheckAsync };
            var outcome = await publisher.PublishAsync(request, cancel);
            published += outcome.Result == PublicationResult.Published ? 1 : 0;
            if (outcome.Result == PublicationResult.Held)
            {
                held.Add(new HeldDataset(dataset, [.. PublicationTalk.Held(dataset, folder.Root, outcome)]));
            }
        }

        progress.Report(new NightStep("publish", folder.Name, work.Count, work.Count, "datasets"));
        return new PublishResult(published, work.Count - published - held.Count, held, clock.GetElapsedTime(start));
    }

    /// <summary>What the publisher has to know of a build, from the folder of its collection.</summary>
    /// <param name="specification">Only looked at where the build does not say what it was made from.</param>
    public static PublicationRequest Request(CollectionFolder folder, string build, string dataset, string pipeline, string specification) => new()
    {
        Dataset = dataset,
        Build = build,
        Inputs = new DatasetBuild(build).ReadInputs()
            ?? PublicationInputs.Read(CodeVersion.Current, specification, pipeline, folder.Organisations, folder.Transformed(dataset)),
        ResourceList = folder.Resources,
        EndpointList = folder.Endpoints,
        Organisations = folder.Organisations,
        Limits = GuardLimits.Load(pipeline, dataset),
        By = Environment.UserName,
    };
}
