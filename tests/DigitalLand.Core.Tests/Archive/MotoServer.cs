using System.Diagnostics;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using Amazon.Runtime;
using Amazon.S3;
using DigitalLand.Core.Archive;

namespace DigitalLand.Core.Tests.Archive;

/// <summary>A server that speaks S3's protocol (moto, a Python package); tests that need it are skipped where it is not installed.</summary>
public sealed class MotoServer : IAsyncLifetime
{
    /// <summary>Stands still, but its timers run.</summary>
    private static readonly TimeProvider Timers = new PinnedClock(DateTimeOffset.UnixEpoch);

    private Process? _server;
    private string _address = "";
    private string _why = "moto_server (Python package moto) is not on this machine.";
    private int _buckets;

    public async ValueTask InitializeAsync()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        try
        {
            _server = Process.Start(new ProcessStartInfo("moto_server", ["-H", "127.0.0.1", "-p", $"{port}"])
            {
                UseShellExecute = false,
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            });
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return;
        }

        _server!.ErrorDataReceived += (_, _) => { };
        _server.BeginErrorReadLine();
        _server.BeginOutputReadLine();
        _address = $"http://127.0.0.1:{port}";
        using var http = new HttpClient();
        for (var i = 0; i < 150 && !_server.HasExited; i++)
        {
            try
            {
                (await http.GetAsync(new Uri(_address + "/moto-api/"))).Dispose();
                _why = "";
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), Timers, TestContext.Current.CancellationToken);
            }
        }

        _why = "moto_server did not start.";
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is { HasExited: false })
        {
            _server.Kill(entireProcessTree: true);
            await _server.WaitForExitAsync();
        }

        _server?.Dispose();
    }

    /// <summary>What a program needs in its environment to find the server.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["AWS_ENDPOINT_URL_S3"] = _address,
        ["AWS_ACCESS_KEY_ID"] = "test",
        ["AWS_SECRET_ACCESS_KEY"] = "test",
        ["AWS_REGION"] = "us-east-1",
    };

    /// <summary>An archive below a prefix of a new bucket.</summary>
    public async Task<IArchive> OpenAsync(CancellationToken cancel) => (await NewAsync(cancel)).Archive;

    /// <summary>The same, and where a program finds it.</summary>
    public async Task<(IArchive Archive, string Location)> NewAsync(CancellationToken cancel)
    {
        Assert.SkipWhen(_why.Length > 0, _why);
        var client = new AmazonS3Client(
            new BasicAWSCredentials("test", "test"),
            new AmazonS3Config { ServiceURL = _address, ForcePathStyle = true, AuthenticationRegion = "us-east-1" });
        var bucket = $"bucket-{Interlocked.Increment(ref _buckets)}";
        await client.PutBucketAsync(bucket, cancel);
        return (new S3Archive(client, bucket, "archive/"), $"s3://{bucket}/archive");
    }
}
