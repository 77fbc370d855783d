using DigitalLand.Orchestration.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DigitalLand.Cli.Commands.Runs;

/// <summary>Answers Prometheus at <c>/metrics</c> on this machine's loopback address.</summary>
internal sealed class MetricsServer : IAsyncDisposable
{
    private readonly PrometheusText _text = new(WorkerMeter.Name, "System.Runtime");
    private readonly WebApplication _application;

    private MetricsServer(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.Configure<KestrelServerOptions>(options => options.ListenLocalhost(port));
        _application = builder.Build();
        _application.MapGet("/metrics", AnswerAsync);
    }

    public static async Task<MetricsServer> StartAsync(int port, CancellationToken cancel)
    {
        var server = new MetricsServer(port);
        await server._application.StartAsync(cancel);
        return server;
    }

    private Task AnswerAsync(HttpContext context)
    {
        context.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
        return context.Response.WriteAsync(_text.Write(), context.RequestAborted);
    }

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        _text.Dispose();
    }
}
