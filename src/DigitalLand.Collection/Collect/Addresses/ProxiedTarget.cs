using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Text;

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

    /// <summary>Connects to a target, through the operator's proxy where there is one for it, so that a program can talk to it as if it were connected itself.</summary>
    /// <exception cref="AddressNotAllowedException">The target is not public and not allowed.</exception>
    /// <exception cref="IOException">Nobody answered, or the proxy will not connect.</exception>
    public static async Task<Stream> OpenAsync(DnsEndPoint target, CollectorOptions options, TimeProvider clock, CancellationToken cancel)
    {
        var uri = new UriBuilder(target.Port == 443 ? Uri.UriSchemeHttps : Uri.UriSchemeHttp, target.Host, target.Port).Uri;
        if (ProxyOf(uri) is not { } proxy)
        {
            return await Connection.OpenAsync(target, isProxy: false, options, clock, cancel).ConfigureAwait(false);
        }

        await CheckAsync(uri, options, cancel).ConfigureAwait(false);
        var connection = await Connection.OpenAsync(new DnsEndPoint(proxy.IdnHost, proxy.Port), isProxy: true, options, clock, cancel).ConfigureAwait(false);
        try
        {
            await ConnectAsync(connection, $"{uri.IdnHost}:{target.Port}", proxy, cancel).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static async Task ConnectAsync(Stream connection, string target, Uri proxy, CancellationToken cancel)
    {
        var authorization = proxy.UserInfo.Length == 0 ? "" : $"Proxy-Authorization: Basic {Convert.ToBase64String(Encoding.Latin1.GetBytes(Uri.UnescapeDataString(proxy.UserInfo)))}\r\n";
        await connection.WriteAsync(Encoding.Latin1.GetBytes($"CONNECT {target} HTTP/1.1\r\nHost: {target}\r\n{authorization}\r\n"), cancel).ConfigureAwait(false);
        var head = new StringBuilder();
        var one = new byte[1];
        while (head.Length < 4 || head.ToString(head.Length - 4, 4) != "\r\n\r\n")
        {
            if (head.Length == ResponseHead.MaxLength || await connection.ReadAsync(one, cancel).ConfigureAwait(false) == 0)
            {
                throw new IOException($"The proxy {proxy.Authority} gave no answer to CONNECT {target}.");
            }

            head.Append((char)one[0]);
        }

        var status = head.ToString().Split("\r\n")[0];
        if (status.Split(' ') is not [_, "200", ..])
        {
            throw new IOException($"The proxy {proxy.Authority} will not connect to {target}: {status}");
        }
    }

    private static Uri? ProxyOf(Uri target) => HttpClient.DefaultProxy.IsBypassed(target) ? null : HttpClient.DefaultProxy.GetProxy(target);
}
