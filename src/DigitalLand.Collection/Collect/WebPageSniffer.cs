namespace DigitalLand.Collection.Collect;

/// <summary>
/// Sees from the first bytes of content whether it is a web page, whatever its Content-Type says. The type decides what is kept, as it has for
/// years; where the content disagrees with it, the log says so, so that somebody can ask the provider.
/// </summary>
internal sealed class WebPageSniffer
{
    private const int Enough = 512;

    private readonly byte[] _start = new byte[Enough];
    private int _length;

    /// <summary>Takes the content's next bytes.</summary>
    public void Look(ReadOnlySpan<byte> bytes)
    {
        var taken = Math.Min(bytes.Length, Enough - _length);
        bytes[..taken].CopyTo(_start.AsSpan(_length));
        _length += taken;
    }

    /// <summary>What a person should know; null where type and content agree.</summary>
    /// <param name="contentType">The header's value.</param>
    /// <param name="isKept">Whether the type lets the content be kept.</param>
    public string? Warning(string contentType, bool isKept) => (isKept, IsWebPage) switch
    {
        (true, true) => $"The content is a web page, although its Content-Type is '{contentType}'.",
        (false, false) when _length > 0 => $"The content is served as '{contentType}' and so not kept, but it is no web page: the provider should name its type.",
        _ => null,
    };

    private bool IsWebPage
    {
        get
        {
            ReadOnlySpan<byte> signature = [0xef, 0xbb, 0xbf];
            var start = System.Text.Encoding.Latin1.GetString(_start.AsSpan(0, _length).StartsWith(signature) ? _start.AsSpan(3, _length - 3) : _start.AsSpan(0, _length)).TrimStart();
            return start.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || start.StartsWith("<html", StringComparison.OrdinalIgnoreCase)
                || start.StartsWith("<head", StringComparison.OrdinalIgnoreCase) || start.StartsWith("<body", StringComparison.OrdinalIgnoreCase)
                || start.StartsWith("<h1", StringComparison.OrdinalIgnoreCase);
        }
    }
}
