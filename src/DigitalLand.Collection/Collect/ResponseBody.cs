using System.Buffers;
using System.Net.Http;

namespace DigitalLand.Collection.Collect;

/// <summary>Reads the body of an answer and gives what goes wrong its name.</summary>
internal static class ResponseBody
{
    /// <summary>Only what reading throws is the server's fault; what writing throws is ours.</summary>
    /// <exception cref="FetchException">The body broke off.</exception>
    public static async Task CopyAsync(Stream body, ReadOnlySpanAction write, CancellationToken cancel)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            int read;
            while ((read = await ReadAsync(body, buffer, cancel).ConfigureAwait(false)) > 0)
            {
                write(buffer.AsSpan(0, read));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async ValueTask<int> ReadAsync(Stream body, byte[] buffer, CancellationToken cancel)
    {
        try
        {
            return await body.ReadAsync(buffer, cancel).ConfigureAwait(false);
        }
        catch (Exception error) when (!cancel.IsCancellationRequested && error is IOException or HttpRequestException or InvalidDataException or OperationCanceledException)
        {
            throw new FetchException(FetchCause.OfBody(error), error.Message, error);
        }
    }

    /// <summary>Takes what has come.</summary>
    public delegate void ReadOnlySpanAction(ReadOnlySpan<byte> bytes);
}
