using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DigitalLand.Collection.Bench;

/// <summary>Many providers' servers on loopback addresses, each of which takes its time to answer.</summary>
internal sealed class Providers : IAsyncDisposable
{
    private readonly WebApplication _server;

    private Providers(WebApplication server) => _server = server;

    private int Port => new Uri(_server.Urls.Single()).Port;

    public static async Task<Providers> StartAsync(TimeSpan latency, TimeProvider clock)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Any, 0));
        var server = builder.Build();
        server.MapGet("/{name}", async (string name, CancellationToken cancel) =>
        {
            await Task.Delay(latency, clock, cancel);
            return Results.Text($"reference,name\r\n{name},{name}\r\n", "text/csv");
        });
        await server.StartAsync();
        return new Providers(server);
    }

    /// <summary>The URL of an endpoint.</summary>
    /// <param name="address">Which of the providers, from 0 on.</param>
    /// <param name="name">What is served there.</param>
    public string Url(int address, int name) => $"http://127.0.1.{address + 1}:{Port}/{name}";

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
