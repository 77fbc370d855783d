using DigitalLand.Core.Files;
using DigitalLand.Core.Hashing;

namespace DigitalLand.Transform.Bench.Inputs;

/// <summary>A <see cref="Register"/> of so many rows over the specification and configuration of the sample country.</summary>
internal sealed class GeneratedInput(Register register, int rows, int seed) : BenchInput
{
    public override string Name => $"{register.Dataset}-generated-{rows}";

    public override string Dataset => register.Dataset;

    /// <summary>A name in the shape of a resource's; the bytes need not hash to it.</summary>
    public override string Resource => Sha256Hex.OfText(Name);

    public override IReadOnlyList<string> Endpoints => [Sha256Hex.OfText($"https://www.sample-country.example/{Name}.csv")];

    public override IReadOnlyList<string> Organisations => [register.Organisation];

    public override string EntryDate => "2024-05-01";

    public override string RunDate => "2024-05-02";

    public override string Specification => Path.Combine(Repository.Samples, "specification");

    public override void LayOut(WorkFolder folder)
    {
        foreach (var file in Directory.GetFiles(Path.Combine(Repository.Samples, "config", register.Collection, "pipeline")))
        {
            File.Copy(file, folder[$"pipeline/{Path.GetFileName(file)}"]);
        }

        foreach (var file in Directory.GetFiles(Path.Combine(Repository.Samples, "category")))
        {
            File.Copy(file, folder[$"var/cache/dataset/{Path.GetFileName(file)}"]);
        }

        File.Copy(Path.Combine(Repository.Samples, "organisation.csv"), folder["var/cache/organisation.csv"]);
        using (var lookups = new AtomicFile(folder["pipeline/lookup.csv"]))
        {
            register.WriteLookupsTo(lookups.Stream, rows);
            lookups.Commit();
        }

        using var resource = new AtomicFile(folder.Resource);
        register.WriteTo(resource.Stream, rows, seed);
        resource.Commit();
    }
}
