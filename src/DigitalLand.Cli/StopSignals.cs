using System.Runtime.InteropServices;

namespace DigitalLand.Cli;

/// <summary>
/// What signals ask of a verb: the first to end what it does and then itself, as a worker that lets its tasks end. A supervisor may ask again, which changes nothing; Ctrl+C for
/// the second time ends the process at once, because somebody sits there and waits.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration[] _registrations;

    public StopSignals() => _registrations = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Receive), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Receive)];

    /// <summary>Is cancelled by the first signal.</summary>
    public CancellationToken Token => _stop.Token;

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        _stop.Dispose();
    }

    private void Receive(PosixSignalContext signal)
    {
        signal.Cancel = !_stop.IsCancellationRequested || signal.Signal == PosixSignal.SIGTERM;
        if (!_stop.IsCancellationRequested)
        {
            // What it cancels runs on a thread of its own, so that a second signal is heard meanwhile.
            _ = _stop.CancelAsync();
        }
    }
}
