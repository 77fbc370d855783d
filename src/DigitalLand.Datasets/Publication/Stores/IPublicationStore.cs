using DigitalLand.Core;

namespace DigitalLand.Datasets.Publication.Stores;

/// <summary>Where the versions of datasets are kept, and for each dataset the one pointer that says which of them readers see.</summary>
public interface IPublicationStore
{
    /// <summary>Takes a dataset in hand, and puts right what a publisher that was killed has left.</summary>
    /// <param name="dataset">Its name.</param>
    /// <param name="paths">What is to be published; files that stand in these places and were never published become the first version.</param>
    /// <param name="clock">For the date of such a first version.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="WrongUseException">Another publisher has it in hand.</exception>
    /// <exception cref="RunFailedException">What is there is damaged.</exception>
    Task<IPublication> OpenAsync(string dataset, IReadOnlyList<string> paths, TimeProvider clock, CancellationToken cancel);
}

/// <summary>A dataset in the hand of one publisher. Disposing without <see cref="MakeLiveAsync"/> leaves everything as readers knew it.</summary>
public interface IPublication : IAsyncDisposable
{
    /// <summary>What readers see; null before the first publication.</summary>
    PublicationManifest? Live { get; }

    /// <summary>The manifest of a version that is kept; null of one that is not.</summary>
    Task<PublicationManifest?> FindAsync(string name, CancellationToken cancel);

    /// <summary>A file of a version, at a path to read it from until the publication is disposed.</summary>
    /// <exception cref="RunFailedException">It is not there, or not as long as the manifest says.</exception>
    Task<string> FetchAsync(PublicationManifest version, string path, CancellationToken cancel);

    /// <summary>Keeps copies of files for the version that comes next.</summary>
    /// <param name="files">Paths to publish, and where each lies now.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>What was kept, as it is in the copies.</returns>
    Task<IReadOnlyList<PublishedFile>> StageAsync(IReadOnlyList<(string Path, string Source)> files, CancellationToken cancel);

    /// <summary>Makes what was staged the version that readers see: all of its files in one instant.</summary>
    /// <exception cref="WrongUseException">Somebody else published in the meantime.</exception>
    Task MakeLiveAsync(PublicationManifest manifest, CancellationToken cancel);

    /// <summary>Removes all but the live version and the latest before it.</summary>
    Task PruneAsync(int keep, CancellationToken cancel);

    /// <summary>Keeps what the guards found, for whoever has to decide; null forgets it.</summary>
    Task SaveHeldAsync(byte[]? utf8, CancellationToken cancel);
}
