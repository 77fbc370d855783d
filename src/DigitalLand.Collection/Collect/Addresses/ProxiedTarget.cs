using System.Net;
using System.Net.Http;
using System.Net.Sockets;

namespace DigitalLand.Collection.Collect.Addresses;

/// <summary>
/// Where requests go through a proxy of the operator's, the connection is to the proxy, so that the target is checked before the
/// request. What only the proxy can resolve is the proxy's to judge.
/// </summary>
internal static class ProxiedTarget
{
    /// <exception cref="AddressNotAllowedException">The target is not public and not allowed.</exception>
    public static async Task CheckAsync(Uri uri, CollectorOptions options, CancellationToken cancel)
    {
        if (ProxyOf(uri) is null)
        {
            return;
        }

        IPAddress[] addresses;
        try
        {
            addresses = await options.AddressesAsync(uri.IdnHost, cancel).ConfigureAwait(false);
        }
        catch (SocketException)
        {
            return;
        }

        if (Array.Find(addresses, address => !options.AllowedHosts.Allows(uri.Host, address)) is { } refused)
        {
            throw new AddressNotAllowedException(uri.Host, refused);
        }
    }

    /// <summary>Whether a connection that is asked for is one to the proxy through which a target is reached.</summary>
    public static bool IsProxy(DnsEndPoint server, Uri? target) =>
        target is not null && ProxyOf(target) is { } proxy && server.Port == proxy.Port && server.Host.Equals(proxy.IdnHost, StringComparison.OrdinalIgnoreCase);

    private static Uri? ProxyOf(Uri target) => HttpClient.DefaultProxy.IsBypassed(target) ? null : HttpClient.DefaultProxy.GetProxy(target);
}
