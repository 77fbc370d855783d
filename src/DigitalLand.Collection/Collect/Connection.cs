using System.Net;
using System.Net.Sockets;

namespace DigitalLand.Collection.Collect;

/// <summary>
/// A TCP connection to a server. Making it is bounded, and so is every silence of the server afterwards, those during the TLS
/// handshake included: the timeouts of Python's requests.
/// </summary>
internal sealed class Connection(Socket socket, TimeSpan readTimeout, TimeProvider clock) : NetworkStream(socket, ownsSocket: true)
{
    /// <exception cref="ConnectTimeoutException">Nobody answered in time.</exception>
    public static async ValueTask<Stream> OpenAsync(DnsEndPoint server, CollectorOptions options, TimeProvider clock, CancellationToken cancel)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            using var patience = new CancellationTokenSource(options.ConnectTimeout, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, patience.Token);
            try
            {
                await socket.ConnectAsync(server, either.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancel.IsCancellationRequested)
            {
                throw new ConnectTimeoutException(options.ConnectTimeout);
            }

            return new Connection(socket, options.ReadTimeout, clock);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var patience = new CancellationTokenSource(readTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            return await base.ReadAsync(buffer, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new ReadTimeoutException(readTimeout);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
}

/// <summary>Nobody answered at a server's address for longer than we wait.</summary>
public sealed class ConnectTimeoutException(TimeSpan waited) : IOException($"No connection was made within {waited.TotalSeconds:0.###} seconds.");

/// <summary>A server that accepted a connection has sent nothing for longer than we wait.</summary>
public sealed class ReadTimeoutException(TimeSpan waited) : IOException($"The server sent nothing for {waited.TotalSeconds:0.###} seconds.");
