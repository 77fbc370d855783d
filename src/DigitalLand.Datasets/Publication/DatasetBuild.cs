using System.Text.Json;
using DigitalLand.Core;
using DigitalLand.Core.Files;

namespace DigitalLand.Datasets.Publication;

/// <summary>
/// The folder in which a dataset is built before anybody sees it, <c>built/&lt;dataset&gt;</c>: its files lie there under the paths by which
/// they are published. Two hidden files say how it stands with it: <c>.building</c> while it is not whole, and <c>.inputs.json</c>, what it
/// was made from, once it is.
/// </summary>
public sealed class DatasetBuild(string folder)
{
    private const string Marker = ".building";
    private const string InputsFile = ".inputs.json";

    public string Sqlite(string dataset) => Path.Combine(folder, PublicationPaths.Sqlite(dataset));

    public string Csv(string dataset) => Path.Combine(folder, PublicationPaths.Csv(dataset));

    public string Flattened => Path.Combine(folder, PublicationPaths.Flattened);

    /// <summary>From here on the files may be of different builds; nothing is published until <see cref="Complete"/>.</summary>
    public void Begin() => AtomicFile.WriteAllBytes(Path.Combine(folder, Marker), []);

    /// <summary>All files are there, and made from this.</summary>
    public void Complete(PublicationInputs inputs)
    {
        AtomicFile.WriteAllBytes(Path.Combine(folder, InputsFile), JsonSerializer.SerializeToUtf8Bytes(inputs, BuildInputsJson.Default.PublicationInputs));
        File.Delete(Path.Combine(folder, Marker));
    }

    /// <summary>What the build was made from; null where whoever built it did not say.</summary>
    public PublicationInputs? ReadInputs()
    {
        var path = Path.Combine(folder, InputsFile);
        return File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllBytes(path), BuildInputsJson.Default.PublicationInputs) : null;
    }

    /// <exception cref="WrongUseException">A build was begun here and not ended.</exception>
    internal static void RequireComplete(string folder)
    {
        if (File.Exists(Path.Combine(folder, Marker)))
        {
            throw new WrongUseException($"The build in '{folder}' is not whole: it is being made, or was cut short. Build the dataset again, then publish it.");
        }
    }
}
