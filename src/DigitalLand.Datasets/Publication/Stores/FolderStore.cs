using DigitalLand.Core;

namespace DigitalLand.Datasets.Publication.Stores;

/// <summary>
/// A collection's folder as a store. <c>publication/&lt;dataset&gt;/versions/</c> has a folder for each version, and the symbolic link
/// <c>publication/&lt;dataset&gt;/live</c> leads to one of them; <c>dataset/&lt;dataset&gt;.sqlite3</c> and the other paths that readers know
/// are links through it. So one rename changes what all of them show.
/// </summary>
/// <param name="root">The collection's folder.</param>
/// <param name="files">The disk, unless a test lets it fail.</param>
public sealed class FolderStore(string root, IPublicationFiles? files = null) : IPublicationStore
{
    private readonly IPublicationFiles _files = files ?? new DurableFiles();

    /// <inheritdoc/>
    public async Task<IPublication> OpenAsync(string dataset, IReadOnlyList<string> paths, TimeProvider clock, CancellationToken cancel)
    {
        if (!PublicationPaths.IsName(dataset))
        {
            throw new WrongUseException($"'{dataset}' cannot be the name of a dataset.");
        }

        var publication = new FolderPublication(Path.GetFullPath(root), dataset, _files);
        try
        {
            publication.Recover();
            await publication.AdoptAsync(paths, clock, cancel).ConfigureAwait(false);
            return publication;
        }
        catch
        {
            await publication.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
