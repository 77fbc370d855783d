using System.Net;
using System.Net.Sockets;
using System.Text;

namespace DigitalLand.EndToEnd.Tests.Faults;

/// <summary>A collector of OpenTelemetry that keeps what it is sent over HTTP.</summary>
internal sealed class TelemetryCollector : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Dictionary<string, string> _received = new(StringComparer.Ordinal);
    private readonly Task _receiving;

    public TelemetryCollector()
    {
        using (var socket = new TcpListener(IPAddress.Loopback, 0))
        {
            socket.Start();
            Address = $"http://127.0.0.1:{((IPEndPoint)socket.LocalEndpoint).Port}";
        }

        _listener.Prefixes.Add(Address + "/");
        _listener.Start();
        _receiving = ReceiveAsync();
    }

    public string Address { get; }

    /// <summary>Stops listening.</summary>
    /// <returns>All that came, by path: protobuf, in which texts are UTF-8 as they are.</returns>
    public async Task<Dictionary<string, string>> StopAsync()
    {
        _listener.Stop();
        await _receiving;
        return _received;
    }

    public void Dispose() => _listener.Close();

    private async Task ReceiveAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            using var body = new MemoryStream();
            await context.Request.InputStream.CopyToAsync(body);
            var path = context.Request.Url!.AbsolutePath;
            _received[path] = _received.GetValueOrDefault(path) + Encoding.UTF8.GetString(body.ToArray());
            context.Response.Close();
        }
    }
}
