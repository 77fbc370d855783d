using System.Net;
using System.Net.Sockets;
using System.Text;

namespace DigitalLand.Collection.Tests.Support;

/// <summary>A server that answers every request with the same bytes, right or wrong, one after the other on a connection.</summary>
internal sealed class RawProvider : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly byte[] _answer;
    private readonly bool _closes;
    private readonly Task _serving;

    /// <param name="answer">Null to reset the connection instead.</param>
    /// <param name="closes">Close the connection after the answer.</param>
    public RawProvider(string? answer, bool closes = true)
        : this(answer is null ? null : Encoding.Latin1.GetBytes(answer), closes)
    {
    }

    /// <inheritdoc cref="RawProvider(string?, bool)"/>
    public RawProvider(byte[]? answer, bool closes)
    {
        _answer = answer ?? [];
        _closes = closes;
        _listener.Start();
        _serving = ServeAsync(answer is null);
    }

    public string Url => $"http://{_listener.LocalEndpoint}/";

    public int Connections { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync(bool resets)
    {
        while (true)
        {
            using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
            Connections++;
            var stream = client.GetStream();
            while (await ReadRequestAsync(stream))
            {
                if (resets)
                {
                    client.LingerState = new LingerOption(enable: true, seconds: 0);
                    break;
                }

                // In small pieces, as slow networks deliver.
                foreach (var piece in _answer.Chunk(7))
                {
                    await stream.WriteAsync(piece, _stop.Token);
                    await stream.FlushAsync(_stop.Token);
                }

                if (_closes)
                {
                    break;
                }
            }
        }
    }

    private async Task<bool> ReadRequestAsync(NetworkStream stream)
    {
        var request = "";
        var buffer = new byte[4096];
        while (!request.EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            var read = await stream.ReadAsync(buffer, _stop.Token);
            if (read == 0)
            {
                return false;
            }

            request += Encoding.Latin1.GetString(buffer, 0, read);
        }

        return true;
    }
}
