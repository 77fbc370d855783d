using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using DigitalLand.Collection.Collect.Addresses;

namespace DigitalLand.Cli.Expect;

/// <summary>
/// Requests to services whose addresses the operator gives. Those hosts may be asked wherever they are; redirects lead on only to public addresses and
/// to what <see cref="AllowedHosts.Variable"/> allows. What is checked is the address that is connected to.
/// </summary>
internal static class ServiceHttp
{
    private const int MaxAnswer = 512 * 1024 * 1024;

    public static HttpClient Create(params IEnumerable<Uri> services)
    {
        var allowed = AllowedHosts.Parse([.. services.Select(service => service.Host), Environment.GetEnvironmentVariable(AllowedHosts.Variable) ?? ""]);
        var handler = new SocketsHttpHandler
        {
            AutomaticDecompression = DecompressionMethods.All,
            ConnectCallback = (context, cancel) => ConnectAsync(context, allowed, cancel),
            ConnectTimeout = TimeSpan.FromSeconds(30),
            MaxAutomaticRedirections = 10,
            UseCookies = false,
        };

        // Whoever asks sets the limit of time.
        return new HttpClient(handler) { MaxResponseContentBufferSize = MaxAnswer, Timeout = Timeout.InfiniteTimeSpan };
    }

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, AllowedHosts allowed, CancellationToken cancel)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        IPAddress[] addresses = IPAddress.TryParse(host.Trim('[', ']'), out var address) ? [address] : await Dns.GetHostAddressesAsync(host, cancel).ConfigureAwait(false);
        if (!IsProxy(context) && Array.Find(addresses, candidate => !allowed.Allows(host, candidate)) is { } refused)
        {
            throw new AddressNotAllowedException(host, refused);
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancel).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Whether the connection is one to the operator's proxy, which then connects to the service.</summary>
    private static bool IsProxy(SocketsHttpConnectionContext context) =>
        context.InitialRequestMessage.RequestUri is { } target
        && !HttpClient.DefaultProxy.IsBypassed(target)
        && HttpClient.DefaultProxy.GetProxy(target) is { } proxy
        && proxy.Port == context.DnsEndPoint.Port
        && proxy.IdnHost.Equals(context.DnsEndPoint.Host, StringComparison.OrdinalIgnoreCase);
}
