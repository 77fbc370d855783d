using System.Text;
using DigitalLand.Core.Files;
using DigitalLand.Core.Hashing;
using DigitalLand.Datasets.Assemble;

namespace DigitalLand.Cli.Night;

/// <summary>
/// Everything that decides what a dataset holds, as one hash that is kept beside the caches: a dataset whose inputs have the hash
/// that it was made from need not be made again.
/// </summary>
internal sealed class DatasetFingerprint(CollectionFolder folder, string dataset, string specificationHash)
{
    private string Record => Path.Combine(folder.Cache, "assembled", dataset + ".sha256");

    /// <summary>The inputs as they lie there now.</summary>
    public string Hash()
    {
        // The identity that the compiler gives to the assembly: an edit of the code counts without anybody raising a number.
        var text = new StringBuilder().AppendLine($"{typeof(DatasetAssembly).Module.ModuleVersionId:N}").AppendLine(specificationHash);
        foreach (var directory in new[] { folder.Transformed(dataset), folder.Issues(dataset), folder.ColumnFields(dataset), folder.DatasetResources(dataset) })
        {
            text.AppendLine(Directory.Exists(directory) ? DirectoryHash.Of(directory) : "");
        }

        foreach (var file in new[] { Path.Combine(folder.Pipeline, "old-entity.csv"), folder.Resources, folder.Organisations })
        {
            text.AppendLine(File.Exists(file) ? Sha256Hex.OfBytes(File.ReadAllBytes(file)) : "");
        }

        return Sha256Hex.OfText(text.ToString());
    }

    /// <summary>Whether the outputs that stand there were made from inputs with this hash.</summary>
    public bool MadeFrom(string hash, params ReadOnlySpan<string> outputs)
    {
        foreach (var output in outputs)
        {
            if (!File.Exists(output))
            {
                return false;
            }
        }

        return File.Exists(Record) && File.ReadAllText(Record) == hash;
    }

    /// <summary>Forgets what the dataset was made from; called before its outputs are touched.</summary>
    public void Forget()
    {
        if (File.Exists(Record))
        {
            File.Delete(Record);
        }
    }

    /// <summary>Remembers what the dataset was made from; called after its outputs are in place.</summary>
    public void Remember(string hash) => AtomicFile.WriteAllBytes(Record, Encoding.ASCII.GetBytes(hash));
}
