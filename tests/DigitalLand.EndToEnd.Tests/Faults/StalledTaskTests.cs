using System.Net;
using System.Net.Sockets;
using System.Text;
using DigitalLand.Orchestration.Runs;

namespace DigitalLand.EndToEnd.Tests.Faults;

/// <summary>Our own program as a task that gets stuck in the middle of its work: the process lives, and does nothing.</summary>
public sealed class StalledTaskTests : IAsyncDisposable
{
    private readonly TcpListener _provider = new(IPAddress.Loopback, 0);
    private readonly List<TcpClient> _held = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_task_that_makes_no_more_progress_is_ended_as_stalled_and_the_record_says_how_far_it_was()
    {
        _provider.Start();
        var answering = AnswerOnceThenHoldAsync();
        var port = ((IPEndPoint)_provider.LocalEndpoint).Port;
        await using var store = await FaultStore.OpenAsync(
            address: null,
            FaultStore.Shell("w", ("collect", $"DIGITAL_LAND_ALLOW_HOSTS=127.0.0.1 NO_PROXY=127.0.0.1 exec '{Run.DigitalLand}' collect endpoint.csv", [])));
        Directory.CreateDirectory(Path.Combine(store.Folder, "collection"));
        await File.WriteAllTextAsync(Path.Combine(store.Folder, "endpoint.csv"), $"endpoint-url\nhttp://127.0.0.1:{port}/answers\nhttp://127.0.0.1:{port}/hangs\n", Cancel);
        await store.WorkerAsync("--stalled-after", "2");

        var run = await store.EndAsync(await store.StartAsync("w"));

        Assert.Equal(RunState.Failed, run.State);
        var attempt = Assert.Single(await store.Reader.AttemptsAsync(run.Id, Cancel));
        Assert.Equal(Orchestration.Definitions.FailureCause.Stalled, attempt.Cause);
        Assert.StartsWith("1 of 2 endpoints", attempt.Progress, StringComparison.Ordinal);
        Assert.StartsWith("It gave no sign of progress for 0:00:0", attempt.Note, StringComparison.Ordinal);
        _provider.Stop();
        await answering;
    }

    public ValueTask DisposeAsync()
    {
        _provider.Dispose();
        _held.ForEach(client => client.Dispose());
        return ValueTask.CompletedTask;
    }

    private async Task AnswerOnceThenHoldAsync()
    {
        try
        {
            while (true)
            {
                var client = await _provider.AcceptTcpClientAsync(Cancel);
                _held.Add(client);
                using var reader = new StreamReader(client.GetStream(), leaveOpen: true);
                if ((await reader.ReadLineAsync(Cancel))?.Contains("/answers", StringComparison.Ordinal) ?? false)
                {
                    await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\na\n1\n"), Cancel);
                    client.Close();
                }
            }
        }
        catch (SocketException)
        {
            // The test is over.
        }
    }
}
