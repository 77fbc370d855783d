namespace DigitalLand.Collection.Collect.Plugins;

/// <summary>
/// A web feature service (the reference's <c>plugins/wfs.py</c>). Without a <c>page_size</c> it is a plain request, and if the answer is text
/// what a server numbers anew each time is taken out; with one, <c>ogr2ogr</c> reads the layer page by page into a GeoPackage.
/// </summary>
internal sealed class WfsPlugin(PlainPlugin plain, WfsPages pages, Func<Stream, bool> isText) : ICollectorPlugin
{
    /// <summary>In the order in which they are applied, each over the whole outcome of the one before; ids keep what stands before the first dot.</summary>
    private static readonly BytePattern[] Patterns =
    [
        new BytePattern("timeStamp=\"").NoneOf("\"").Then("\"").PerhapsAfterBlank(),
        new BytePattern("fid=\"").NoneOf("\"").Then("\"").PerhapsAfterBlank(),
        new BytePattern("gml:id=\"").SomeNoneOf(".\"").Keep().NoneOf("\""),
    ];

    private static readonly Dictionary<string, int> Minima = new(StringComparer.Ordinal) { ["page_size"] = 1 };

    public string Name => "wfs";

    public Task GetAsync(Fetch fetch, CancellationToken cancel) =>
        PluginParameters.Read(fetch.Endpoint, fetch.Log, Minima).TryGetValue("page_size", out var size)
            ? pages.GetAsync(fetch, size, cancel)
            : GetPlainAsync(fetch, cancel);

    private async Task GetPlainAsync(Fetch fetch, CancellationToken cancel)
    {
        var path = Path.Combine(Path.GetTempPath(), $"wfs-{Guid.NewGuid():N}.part");
        await using var answer = new FileStream(
            path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 128 * 1024, FileOptions.DeleteOnClose);
        await plain.GetAsync(fetch with { Content = answer }, cancel).ConfigureAwait(false);
        var isStripped = answer.Length > 0 && isText(answer);
        answer.Position = 0;
        if (!isStripped)
        {
            await answer.CopyToAsync(fetch.Content, cancel).ConfigureAwait(false);
            return;
        }

        Strip(answer, fetch.Content);
    }

    private static void Strip(Stream answer, Stream content)
    {
        using var ids = new ReplacingStream(Patterns[2], content);
        using var features = new ReplacingStream(Patterns[1], ids);
        using var times = new ReplacingStream(Patterns[0], features);
        answer.CopyTo(times);
        times.Complete();
        features.Complete();
        ids.Complete();
    }
}
