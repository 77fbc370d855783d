using DigitalLand.Core;
using DigitalLand.Core.Hashing;
using DigitalLand.Core.Specifications;
using DigitalLand.Datasets.Assemble;
using DigitalLand.Datasets.Packages.Entries;
using DigitalLand.Datasets.Packages.Flattened;
using DigitalLand.Datasets.Publication;
using DigitalLand.Geometry.Coordinates;

namespace DigitalLand.Cli.Night;

/// <summary>Builds each dataset's files anew, unless they were made from what lies there now.</summary>
internal sealed class AssembleStage(NightFolder night, TimeProvider clock)
{
    public AssembleResult Run(CollectionFolder folder, IReadOnlyList<DatasetWork> work, IProgress<NightStep> progress, CancellationToken cancel)
    {
        var start = clock.GetTimestamp();
        var specification = Specification.Load(night.Specification);
        var specificationHash = DirectoryHash.Of(night.Specification);
        var assembled = 0;
        for (var i = 0; i < work.Count; i++)
        {
            progress.Report(new NightStep("assemble", folder.Name, i, work.Count, "datasets"));
            if (Assemble(folder, work[i].Dataset, specification, new DatasetFingerprint(folder, work[i].Dataset, specificationHash), cancel))
            {
                assembled++;
            }
        }

        progress.Report(new NightStep("assemble", folder.Name, work.Count, work.Count, "datasets"));
        return new AssembleResult(assembled, work.Count - assembled, clock.GetElapsedTime(start));
    }

    private bool Assemble(CollectionFolder folder, string dataset, Specification specification, DatasetFingerprint fingerprint, CancellationToken cancel)
    {
        var hash = fingerprint.Hash();
        var build = new DatasetBuild(folder.Built(dataset));
        if (fingerprint.MadeFrom(hash, build.Sqlite(dataset), build.Csv(dataset)))
        {
            return false;
        }

        var inputs = new AssembleInputs(
            folder.Transformed(dataset),
            Above(folder.ColumnFields(dataset)),
            Above(folder.DatasetResources(dataset)),
            Above(folder.Issues(dataset)),
            folder.Pipeline,
            folder.Organisations,
            folder.Resources);
        fingerprint.Forget();
        build.Begin();
        using var centroids = new CentroidPoints(CoordinateSystems.FromEnvironment());
        DatasetAssembly.Create(specification, dataset, inputs, centroids.Of, build.Sqlite(dataset), cancel);
        EntriesCsv.Write(build.Sqlite(dataset), build.Csv(dataset), cancel);
        FlattenedEntries.Write(build.Csv(dataset), build.Flattened, specification, clock.Today(), cancel);
        build.Complete(PublicationInputs.Read(Transform.CodeVersion.Current, night.Specification, folder.Pipeline, folder.Organisations, folder.Transformed(dataset)));
        fingerprint.Remember(hash);
        return true;
    }

    private static string Above(string path) => Path.GetDirectoryName(path)!;
}
