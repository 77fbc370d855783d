using DigitalLand.Orchestration.Metrics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace DigitalLand.Cli.Commands.Runs;

/// <summary>Sends metrics and the spans of attempts to a collector of OpenTelemetry, where the standard variables name one. All of them mean what the OTLP exporter's specification says.</summary>
internal sealed class Telemetry : IDisposable
{
    private const string Service = "OTEL_SERVICE_NAME";
    private const string Disabled = "OTEL_SDK_DISABLED";

    private static readonly string[] Endpoints = ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"];

    private readonly TelemetryTrouble _trouble;
    private readonly MeterProvider _meters;
    private readonly TracerProvider _traces;

    private Telemetry(string worker, Action<string> trouble, TimeProvider clock)
    {
        _trouble = new TelemetryTrouble(trouble, clock);
        _meters = Sdk.CreateMeterProviderBuilder().ConfigureResource(resource => Describe(resource, worker)).AddMeter(WorkerMeter.Name, "System.Runtime").AddOtlpExporter().Build();
        _traces = Sdk.CreateTracerProviderBuilder().ConfigureResource(resource => Describe(resource, worker)).AddSource(AttemptTrace.Name).AddOtlpExporter().Build();
    }

    /// <param name="worker">Tells this worker from others.</param>
    /// <param name="trouble">Told when nothing can be sent.</param>
    /// <returns>Null where no variable names a collector.</returns>
    public static Telemetry? FromEnvironment(string worker, Action<string> trouble, TimeProvider clock) =>
        !string.Equals(Environment.GetEnvironmentVariable(Disabled), "true", StringComparison.OrdinalIgnoreCase)
        && Endpoints.Any(variable => Environment.GetEnvironmentVariable(variable) is { Length: > 0 })
            ? new Telemetry(worker, trouble, clock)
            : null;

    /// <summary>Sends what has not been sent yet.</summary>
    public void Dispose()
    {
        _traces.Dispose();
        _meters.Dispose();
        _trouble.Dispose();
    }

    private static void Describe(ResourceBuilder resource, string worker)
    {
        resource.AddAttributes([new("service.instance.id", worker)]);
        if (Environment.GetEnvironmentVariable(Service) is not { Length: > 0 })
        {
            resource.AddService("digital-land", autoGenerateServiceInstanceId: false);
        }
    }
}
