using System.Text;

namespace DigitalLand.Collection.Collect;

/// <summary>
/// <c>file:</c> URLs, answered as if by a server; a port of the reference's <c>FileAdapter</c>. Leading slashes are dropped: the path is
/// relative to the working folder, and <c>file:///a/b</c> is <c>a/b</c>.
/// </summary>
internal static class FileSource
{
    public const string Scheme = "file:";

    /// <summary>200 with the file, 404 where there is none, 403 where it may not be read, 400 for anything else.</summary>
    /// <exception cref="FetchException">The URL names another machine.</exception>
    public static Response Open(string url, IReadOnlyDictionary<string, object> requestHeaders)
    {
        var parts = Parts(url);
        var path = string.Join('/', parts);
        if (parts.Length == 0 || parts.Any(part => part.Contains('/', StringComparison.Ordinal)))
        {
            return Refusal(404, "[Errno 2] No such file or directory", requestHeaders);
        }

        if (Directory.Exists(path))
        {
            return Refusal(400, $"[Errno 21] Is a directory: '{path}'", requestHeaders);
        }

        try
        {
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var headers = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["Content-Length"] = file.Length,
                ["Date"] = File.GetLastWriteTimeUtc(path).ToString("r"),
            };
            return new Response(200, requestHeaders, headers, file);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return Refusal(404, $"[Errno 2] No such file or directory: '{path}'", requestHeaders);
        }
        catch (UnauthorizedAccessException)
        {
            return Refusal(403, $"[Errno 13] Permission denied: '{path}'", requestHeaders);
        }
        catch (IOException error)
        {
            return Refusal(400, error.Message, requestHeaders);
        }
    }

    private static string[] Parts(string url)
    {
        var path = url.TrimStart()[Scheme.Length..].Split('#')[0].Split('?')[0];
        if (path.StartsWith("//", StringComparison.Ordinal))
        {
            var end = path.IndexOf('/', 2);
            var host = end < 0 ? path[2..] : path[2..end];
            path = end < 0 ? "" : path[end..];
            if (host is not ("" or "localhost"))
            {
                throw new FetchException(FetchCause.ValueError, $"'{url}' names the machine '{host}'; a file is read here or nowhere.");
            }
        }

        return Array.ConvertAll(path.TrimStart('/').Split('/', StringSplitOptions.RemoveEmptyEntries), Uri.UnescapeDataString);
    }

    private static Response Refusal(int status, string message, IReadOnlyDictionary<string, object> requestHeaders)
    {
        var body = Encoding.UTF8.GetBytes(message);
        var headers = new Dictionary<string, object>(StringComparer.Ordinal) { ["Content-Length"] = (long)body.Length };
        return new Response(status, requestHeaders, headers, new MemoryStream(body, writable: false));
    }
}
