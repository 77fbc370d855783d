using System.Text;
using DigitalLand.Orchestration.Logs;
using DigitalLand.Orchestration.Runs;

namespace DigitalLand.Orchestration.Workers;

/// <summary>Passes what an attempt's processes write on to the worker's own log, line by line, each with what it belongs to.</summary>
/// <param name="path">The attempt's log, which grows.</param>
internal sealed class AttemptLines(string path, Lease lease, OperatorLog log)
{
    /// <summary>A line that is longer comes in pieces, as programs that collect logs cut it anyway.</summary>
    private const int LongestLine = 16 * 1024;

    private readonly Lock _lock = new();
    private readonly byte[] _bytes = new byte[LongestLine];
    private long _passedOn;

    /// <summary>Passes on what is new.</summary>
    /// <param name="isEnd">Whether nothing more comes, so that what has no line end is a line too.</param>
    public void PassOn(bool isEnd = false)
    {
        lock (_lock)
        {
            if (!File.Exists(path))
            {
                return;
            }

            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            int read;
            do
            {
                file.Seek(_passedOn, SeekOrigin.Begin);
                read = file.ReadAtLeast(_bytes, _bytes.Length, throwOnEndOfStream: false);
                _passedOn += PassOn(_bytes.AsSpan(0, read), isEnd && read < _bytes.Length);
            }
            while (read == _bytes.Length);
        }
    }

    /// <returns>How many bytes were passed on: whole lines, unless nothing else comes or the first is too long.</returns>
    private int PassOn(ReadOnlySpan<byte> bytes, bool isLast)
    {
        var passed = 0;
        while (passed < bytes.Length)
        {
            var rest = bytes[passed..];
            var end = rest.IndexOf((byte)'\n');
            if (end < 0 && !isLast && rest.Length < LongestLine)
            {
                break;
            }

            var line = end < 0 ? rest : rest[..end];
            log.Write(LogEntry.Of(lease, Severity.Information, Encoding.UTF8.GetString(line).TrimEnd('\r')) with { IsFromTask = true });
            passed += line.Length + (end < 0 ? 0 : 1);
        }

        return passed;
    }
}
