using System.Text;
using System.Text.Json;
using DigitalLand.Cli.Answers;
using DigitalLand.Orchestration.Runs;

namespace DigitalLand.Cli.Commands.Runs;

/// <summary>Shows of each attempt's log what it has not shown yet, whole lines only until the attempt has ended.</summary>
internal sealed class AttemptTail(TextWriter output, bool json)
{
    private readonly Dictionary<long, long> _shown = [];
    private long _last = -1;

    public bool IsEmpty => _shown.Count == 0;

    public async Task ShowAsync(AttemptRecord attempt, CancellationToken cancel)
    {
        var from = _shown.GetValueOrDefault(attempt.Token);
        _shown[attempt.Token] = from;
        var text = attempt.Log is { } log && File.Exists(log) ? await ReadAsync(log, from, attempt.EndedAt is not null, cancel)
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

    private static async Task<byte[]> ReadAsync(string path, long from, bool ended, CancellationToken cancel)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Seek(Math.Min(from, file.Length), SeekOrigin.Begin);
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, cancel);
        var text = bytes.ToArray();
        return ended ? text : text[..(Array.LastIndexOf(text, (byte)'\n') + 1)];
    }
}
