using System.Text;
using System.Text.Json;
using DigitalLand.Cli.Answers;
using DigitalLand.Core.Archive;
using DigitalLand.Orchestration.Runs;
using DigitalLand.Orchestration.Workers;

namespace DigitalLand.Cli.Commands.Runs;

/// <summary>Shows of each attempt's log what it has not shown yet, whole lines only until the attempt has ended.</summary>
internal sealed class AttemptTail(TextWriter output, bool json) : IDisposable
{
    private readonly Dictionary<long, long> _shown = [];
    private readonly Dictionary<string, IArchive> _archives = new(StringComparer.Ordinal);
    private long _last = -1;

    public bool IsEmpty => _shown.Count == 0;

    public async Task ShowAsync(AttemptRecord attempt, CancellationToken cancel)
    {
        var from = _shown.GetValueOrDefault(attempt.Token);
        _shown[attempt.Token] = from;
        var text = attempt.Log is { } log && await OpenAsync(attempt, log, from, cancel) is { } content ? await ReadAsync(content, from, attempt.EndedAt is not null, cancel)
            : from == 0 && attempt.EndedAt is not null ? Encoding.UTF8.GetBytes((attempt.Tail ?? "") + "\n")
            : [];
        if (text.Length == 0)
        {
            return;
        }

        _shown[attempt.Token] = from + text.Length;
        var lines = Encoding.UTF8.GetString(text).TrimEnd('\n').Split('\n');
        if (json)
        {
            foreach (var line in lines)
            {
                await output.WriteLineAsync(JsonSerializer.Serialize(new LogLineAnswer(attempt.Task, attempt.Number, line), AnswerJson.Default.LogLineAnswer).AsMemory(), cancel);
            }

            return;
        }

        if (_last != attempt.Token)
        {
            _last = attempt.Token;
            await output.WriteLineAsync($"== {attempt.Task}, attempt {attempt.Number}, {Answer.Moment(attempt.StartedAt)} on {attempt.Worker}".AsMemory(), cancel);
        }

        foreach (var line in lines)
        {
            await output.WriteLineAsync(line.AsMemory(), cancel);
        }
    }

    public void Dispose()
    {
        foreach (var archive in _archives.Values)
        {
            archive.Dispose();
        }
    }

    /// <summary>The log on this machine, or in the archive in which the worker keeps it; null where there is none, or nothing of it can be new.</summary>
    private async Task<Stream?> OpenAsync(AttemptRecord attempt, string log, long from, CancellationToken cancel)
    {
        if (File.Exists(log))
        {
            return new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }

        if (!log.StartsWith("s3://", StringComparison.Ordinal) || ArchivedLogs.Parse(log) is not { } place)
        {
            return null;
        }

        if (!_archives.TryGetValue(place.Archive, out var archive))
        {
            _archives[place.Archive] = archive = Archives.Open(place.Archive);
        }

        // Asking for a length is cheap, and most of a followed run stands still.
        return await archive.LengthAsync(place.Key, cancel) > from || (from == 0 && attempt.EndedAt is not null) ? await archive.OpenAsync(place.Key, cancel) : null;
    }

    private static async Task<byte[]> ReadAsync(Stream content, long from, bool ended, CancellationToken cancel)
    {
        using var bytes = new MemoryStream();
        await using (content)
        {
            if (content.CanSeek)
            {
                content.Seek(Math.Min(from, content.Length), SeekOrigin.Begin);
                from = 0;
            }

            await content.CopyToAsync(bytes, cancel);
        }

        var text = bytes.ToArray().AsSpan((int)Math.Min(from, bytes.Length));
        return (ended ? text : text[..(text.LastIndexOf((byte)'\n') + 1)]).ToArray();
    }
}
