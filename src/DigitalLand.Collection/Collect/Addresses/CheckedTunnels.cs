using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace DigitalLand.Collection.Collect.Addresses;

/// <summary>
/// A proxy on this machine for programs that make their own requests, as GDAL does: every connection that they ask for, for a redirect too, is
/// made here and checked on the address that is connected to. Speaks SOCKS 5 (RFC 1928) to who knows the password (RFC 1929).
/// </summary>
internal sealed class CheckedTunnels : IAsyncDisposable
{
    private const byte Version = 5;
    private const byte Succeeded = 0;
    private const byte NotAllowed = 2;
    private const byte HostUnreachable = 4;

    private readonly CollectorOptions _options;
    private readonly TimeProvider _clock;
    private readonly string _password = RandomNumberGenerator.GetHexString(32, lowercase: true);
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentBag<Task> _tunnels = [];
    private readonly Task _accepting;
    private long _bytes;

    /// <summary>Begins to listen.</summary>
    public CheckedTunnels(CollectorOptions options, TimeProvider clock)
    {
        _options = options;
        _clock = clock;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>What a program needs to know, as a URL that curl understands; the h has names resolved here.</summary>
    public string Url => $"socks5h://collector:{_password}@{_listener.LocalEndpoint}";

    /// <summary>The first connection that was refused; null where none was.</summary>
    public AddressNotAllowedException? Refused { get; private set; }

    /// <summary>Ends every connection.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        _listener.Dispose();
        await _accepting.ConfigureAwait(false);
        await Task.WhenAll(_tunnels).ConfigureAwait(false);
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                _tunnels.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token).ConfigureAwait(false)));
            }
            catch (Exception error) when (error is OperationCanceledException or SocketException)
            {
                // The end, or a client that went before it was greeted.
            }
        }
    }

    private async Task ServeAsync(TcpClient accepted)
    {
        using var client = accepted;
        try
        {
            await using var near = client.GetStream();
            if (await GreetAsync(near).ConfigureAwait(false) && await RequestAsync(near).ConfigureAwait(false) is { } target)
            {
                await using var far = await OpenAsync(near, target).ConfigureAwait(false);
                await Task.WhenAny(CopyAsync(near, far, isContent: false), CopyAsync(far, near, isContent: true)).Unwrap().ConfigureAwait(false);
            }
        }
        catch (Exception error) when (error is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The program at the other end sees its connection end, and says so in its own words.
        }
    }

    /// <returns>Whether the client knows the password.</returns>
    private async Task<bool> GreetAsync(NetworkStream client)
    {
        const byte UserNameAndPassword = 2;
        var methods = await ReadAsync(client, (await ReadAsync(client, 2).ConfigureAwait(false))[1]).ConfigureAwait(false);
        if (!methods.Contains(UserNameAndPassword))
        {
            await client.WriteAsync(new byte[] { Version, 0xFF }, _end.Token).ConfigureAwait(false);
            return false;
        }

        await client.WriteAsync(new[] { Version, UserNameAndPassword }, _end.Token).ConfigureAwait(false);
        await ReadAsync(client, (await ReadAsync(client, 2).ConfigureAwait(false))[1]).ConfigureAwait(false);
        var password = await ReadAsync(client, (await ReadAsync(client, 1).ConfigureAwait(false))[0]).ConfigureAwait(false);
        var isKnown = CryptographicOperations.FixedTimeEquals(password, Encoding.ASCII.GetBytes(_password));
        await client.WriteAsync(new byte[] { 1, isKnown ? (byte)0 : (byte)1 }, _end.Token).ConfigureAwait(false);
        return isKnown;
    }

    /// <returns>Where the client wants to be connected to; null where it wants something else.</returns>
    private async Task<DnsEndPoint?> RequestAsync(NetworkStream client)
    {
        var request = await ReadAsync(client, 4).ConfigureAwait(false);
        var host = request[3] switch
        {
            1 => new IPAddress(await ReadAsync(client, 4).ConfigureAwait(false)).ToString(),
            3 => Encoding.ASCII.GetString(await ReadAsync(client, (await ReadAsync(client, 1).ConfigureAwait(false))[0]).ConfigureAwait(false)),
            4 => new IPAddress(await ReadAsync(client, 16).ConfigureAwait(false)).ToString(),
            _ => "",
        };
        var port = host.Length == 0 ? 0 : BinaryPrimitives.ReadUInt16BigEndian(await ReadAsync(client, 2).ConfigureAwait(false));
        const byte Connect = 1;
        return request[1] == Connect && host.Length > 0 ? new DnsEndPoint(host, port) : null;
    }

    private async Task<Stream> OpenAsync(NetworkStream client, DnsEndPoint target)
    {
        try
        {
            var server = await ProxiedTarget.OpenAsync(target, _options, _clock, _end.Token).ConfigureAwait(false);
            await AnswerAsync(client, Succeeded).ConfigureAwait(false);
            return server;
        }
        catch (AddressNotAllowedException refused)
        {
            Refused ??= refused;
            await AnswerAsync(client, NotAllowed).ConfigureAwait(false);
            throw new IOException(refused.Message, refused);
        }
        catch (Exception error) when (error is IOException or SocketException)
        {
            await AnswerAsync(client, HostUnreachable).ConfigureAwait(false);
            throw;
        }
    }

    private ValueTask AnswerAsync(NetworkStream client, byte reply) => client.WriteAsync(new byte[] { Version, reply, 0, 1, 0, 0, 0, 0, 0, 0 }, _end.Token);

    private async Task CopyAsync(Stream from, Stream to, bool isContent)
    {
        var buffer = new byte[64 * 1024];
        int length;
        while ((length = await from.ReadAsync(buffer, _end.Token).ConfigureAwait(false)) > 0)
        {
            if (isContent && Interlocked.Add(ref _bytes, length) > _options.MaxBytes)
            {
                throw new IOException($"More than {_options.MaxBytes} bytes were transferred.");
            }

            await to.WriteAsync(buffer.AsMemory(0, length), _end.Token).ConfigureAwait(false);
        }
    }

    private async Task<byte[]> ReadAsync(NetworkStream client, int length)
    {
        var bytes = new byte[length];
        await client.ReadExactlyAsync(bytes, _end.Token).ConfigureAwait(false);
        return bytes;
    }
}
