using System.Net;
using System.Net.Sockets;
using DigitalLand.Collection.Collect.Addresses;

namespace DigitalLand.Collection.Collect;

/// <summary>
/// A TCP connection to a server. Making it is bounded, and so is every silence of the server afterwards, those during the TLS
/// handshake included: the timeouts of Python's requests.
/// </summary>
internal sealed class Connection(Socket socket, TimeSpan readTimeout, TimeProvider clock) : NetworkStream(socket, ownsSocket: true)
{
    /// <summary>Connects to the first of a server's addresses that may be asked and answers.</summary>
    /// <param name="server">Its name is resolved here, once: the address that is checked is the one that is connected to.</param>
    /// <param name="isProxy">The operator's own proxy may be anywhere.</param>
    /// <param name="options">Say what may be asked, and for how long.</param>
    /// <param name="clock">Measures the wait.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <exception cref="ConnectTimeoutException">Nobody answered in time.</exception>
    /// <exception cref="AddressNotAllowedException">None of the addresses may be asked.</exception>
    public static async ValueTask<Stream> OpenAsync(
        DnsEndPoint server, bool isProxy, CollectorOptions options, TimeProvider clock, CancellationToken cancel)
    {
        using var patience = new CancellationTokenSource(options.ConnectTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, patience.Token);
        try
        {
            var addresses = await options.AddressesAsync(server.Host, either.Token).ConfigureAwait(false);
            var allowed = isProxy ? addresses : Array.FindAll(addresses, address => options.AllowedHosts.Allows(server.Host, address));
            if (allowed.Length == 0)
            {
                throw addresses.Length == 0 ? new SocketException((int)SocketError.HostNotFound) : new AddressNotAllowedException(server.Host, addresses[0]);
            }

            return new Connection(await ConnectAsync(allowed, server.Port, either.Token).ConfigureAwait(false), options.ReadTimeout, clock);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            throw new ConnectTimeoutException(options.ConnectTimeout);
        }
    }

    private static async Task<Socket> ConnectAsync(IPAddress[] addresses, int port, CancellationToken cancel)
    {
        for (var i = 0; ; i++)
        {
            var address = addresses[i].IsIPv4MappedToIPv6 ? addresses[i].MapToIPv4() : addresses[i];
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(address, port), cancel).ConfigureAwait(false);
                return socket;
            }
            catch (Exception error)
            {
                socket.Dispose();
                if (error is not SocketException || i == addresses.Length - 1)
                {
                    throw;
                }
            }
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
