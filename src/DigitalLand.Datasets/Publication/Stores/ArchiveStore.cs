using DigitalLand.Core;
using DigitalLand.Core.Archive;

namespace DigitalLand.Datasets.Publication.Stores;

/// <summary>
/// An archive as a store. It has neither links nor renames, so the pointer is an object, <c>publication/&lt;dataset&gt;/live.json</c>, which is
/// replaced only while it holds what the publisher found there. Who goes by it sees old or new; the keys that readers have always used are
/// copied afterwards, each whole but one after the other.
/// </summary>
/// <param name="archive">Not disposed.</param>
/// <param name="collection">The collection's name, with which its keys begin.</param>
public sealed class ArchiveStore(IPointerArchive archive, string collection) : IPublicationStore
{
    /// <inheritdoc/>
    public async Task<IPublication> OpenAsync(string dataset, IReadOnlyList<string> paths, TimeProvider clock, CancellationToken cancel)
    {
        if (!PublicationPaths.IsName(dataset))
        {
            throw new WrongUseException($"'{dataset}' cannot be the name of a dataset.");
        }

        var publication = new ArchivePublication(archive, new ArchiveKeysOfDataset(collection, dataset));
        try
        {
            await publication.RecoverAsync(cancel).ConfigureAwait(false);
            return publication;
        }
        catch
        {
            await publication.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
