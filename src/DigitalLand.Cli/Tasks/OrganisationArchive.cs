using DigitalLand.Core.Archive;

namespace DigitalLand.Cli.Tasks;

/// <summary>What the task that makes organisation.csv brings from the archive, and the file that it keeps there for every other collection.</summary>
internal sealed class OrganisationArchive(IArchive archive)
{
    private const string Datasets = "organisation-collection/dataset/";
    private const string Organisations = "organisation.csv";

    private readonly TaskTransfer _transfer = new(archive);

    /// <param name="specification">Folder of the specification.</param>
    /// <param name="entries">Folder of dumped entries; null where organisations come from elsewhere.</param>
    public async Task BringAsync(string specification, string? entries, CancellationToken cancel)
    {
        await _transfer.MirrorAsync("specification/", specification, cancel);
        if (entries is not null)
        {
            Directory.CreateDirectory(entries);
            await _transfer.BringAllAsync(Datasets, entries, cancel, name => name.EndsWith(".csv", StringComparison.Ordinal) && name != Organisations && !name.Contains('/', StringComparison.Ordinal));
        }
    }

    public Task KeepAsync(string path, CancellationToken cancel) => _transfer.KeepAsync(path, Datasets + Organisations, cancel);
}
