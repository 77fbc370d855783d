using DigitalLand.Core.Files;

namespace DigitalLand.Transform.Categories;

/// <summary>
/// The folder of category datasets, <c>var/cache/dataset/</c>. A file that is missing is fetched once; where that fails an empty one
/// is left, which says "not checked", and the run says so.
/// </summary>
/// <param name="directory">Relative to the working folder, as the reference has it.</param>
/// <param name="download">Gets the bytes of a dataset's CSV, or throws <see cref="HttpRequestException"/>; null where nothing may be fetched.</param>
/// <param name="warn">Takes a sentence for the person who runs this.</param>
public sealed class CategoryFiles(string directory, Func<string, byte[]>? download, Action<string> warn)
{
    /// <summary>The file of a dataset, or null where there is none and nothing may be fetched.</summary>
    public string? Find(string dataset)
    {
        var path = Path.Combine(directory, dataset + ".csv");
        if (File.Exists(path))
        {
            return path;
        }

        if (download is null)
        {
            return null;
        }

        var bytes = Array.Empty<byte>();
        try
        {
            bytes = download(dataset);
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException)
        {
            warn($"The values of '{dataset}' could not be fetched ({error.Message}), so that category is not checked. Delete '{path}' to try again.");
        }

        AtomicFile.WriteAllBytes(path, bytes);
        return path;
    }
}
