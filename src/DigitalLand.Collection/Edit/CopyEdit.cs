using System.Globalization;

namespace DigitalLand.Collection.Edit;

/// <summary>A file that is kept as it was fetched: a resource or the log of an attempt. What stands at its place already is never replaced.</summary>
/// <param name="path">Where it is to be kept.</param>
/// <param name="source">Where it lies.</param>
public sealed class CopyEdit(string path, string source) : FileEdit(path)
{
    /// <inheritdoc/>
    public override IEnumerable<string> Changes() =>
        File.Exists(Path) ? [] : ["+" + string.Create(CultureInfo.InvariantCulture, $"(fetched: {new FileInfo(source).Length} bytes)")];

    /// <inheritdoc/>
    public override void WriteTo(Stream stream)
    {
        using var file = File.OpenRead(source);
        file.CopyTo(stream);
    }
}
