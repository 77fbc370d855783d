using System.Text;
using DigitalLand.Core;
using DigitalLand.Core.Files;
using DigitalLand.Core.Hashing;
using DigitalLand.Core.Specifications;
using DigitalLand.Datasets.Builder;

namespace DigitalLand.Cli.Night;

/// <summary>What building the databases came to.</summary>
/// <param name="Built">False where the databases stand that were made today from the same inputs.</param>
/// <param name="Remarks">Sentences about what is missing or odd, but stopped nothing.</param>
internal sealed record BuildResult(bool Built, IReadOnlyList<string> Remarks, TimeSpan Elapsed);

/// <summary>Makes the digital-land and performance databases of all collections, unless they were made today from what lies there now.</summary>
internal sealed class BuildStage(NightFolder night, TimeProvider clock)
{
    private string Record => Path.Combine(night.Root, "var", "cache", "built.sha256");

    public BuildResult Run(IProgress<NightStep> progress, CancellationToken cancel)
    {
        var start = clock.GetTimestamp();
        progress.Report(new NightStep("build", "all", 0, 2, "databases"));
        var hash = Hash();
        var stands = File.Exists(night.Build.DigitalLand) && File.Exists(night.Build.Performance) && File.Exists(Record) && File.ReadAllText(Record) == hash;
        var remarks = stands ? [] : Make(hash, cancel);
        progress.Report(new NightStep("build", "all", 2, 2, "databases"));
        return new BuildResult(!stands, remarks, clock.GetElapsedTime(start));
    }

    private IReadOnlyList<string> Make(string hash, CancellationToken cancel)
    {
        var outcome = DatabaseBuild.Run(Inputs(), night.Build, allowMissing: false, clock, progress: null, cancel);
        AtomicFile.WriteAllBytes(Record, Encoding.ASCII.GetBytes(hash));
        return outcome.Remarks;
    }

    private BuilderInputs Inputs() => new()
    {
        Specification = Specification.Load(night.Specification),
        Organisations = night.Collections[0].Organisations,
        Collections = [.. night.Collections.Select(folder => new CollectionInputs(folder.Name, folder.Root, folder.Pipeline))],
        Expectations = [.. night.Collections.Select(folder => Path.Combine(folder.OutputLogs, "expectation"))],
        OperationalIssues = [.. night.Collections.Select(folder => folder.OperationalIssues)],
        Environment = "production",
    };

    /// <summary>Everything that decides what the databases hold: the day counts, because they say how long ago things were.</summary>
    private string Hash()
    {
        var text = new StringBuilder()
            .AppendLine($"{typeof(DatabaseBuild).Module.ModuleVersionId:N} {clock.Today():O}")
            .AppendLine(DirectoryHash.Of(night.Specification));
        foreach (var folder in night.Collections)
        {
            foreach (var list in Directory.EnumerateFiles(folder.Collection, "*.csv").Append(folder.Organisations).Where(File.Exists).Order(StringComparer.Ordinal))
            {
                text.AppendLine(Sha256Hex.OfBytes(File.ReadAllBytes(list)));
            }

            string[] parts = ["pipeline", "issue", "dataset", "performance", Path.Combine("var", "column-field"), Path.Combine("var", "converted-resource"), Path.Combine("log", "expectation")];
            foreach (var part in parts.Select(part => Path.Combine(folder.Root, part)))
            {
                text.AppendLine(Directory.Exists(part) ? DirectoryHash.Of(part) : "");
            }
        }

        return Sha256Hex.OfText(text.ToString());
    }
}
