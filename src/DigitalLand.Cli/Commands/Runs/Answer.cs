using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using DigitalLand.Cli.Answers;

namespace DigitalLand.Cli.Commands.Runs;

/// <summary>How the verbs of runs answer: JSON for programs, tables for people.</summary>
internal static class Answer
{
    /// <param name="type">How it is written: a property of <see cref="RunAnswerJson.Named"/>.</param>
    public static void Write<T>(TextWriter output, T answer, JsonTypeInfo<T> type) => output.WriteLine(JsonSerializer.Serialize(answer, type));

    /// <summary>A table for a person: columns as wide as they need to be, nothing cut.</summary>
    public static void Table(TextWriter output, string[] header, IEnumerable<string[]> rows)
    {
        var all = rows.Prepend(header).ToList();
        var widths = Enumerable.Range(0, header.Length).Select(column => all.Max(row => row[column].Length)).ToArray();
        foreach (var row in all)
        {
            output.WriteLine(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        }
    }

    public static string Moment(DateTimeOffset? moment) => moment is { } at ? at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss") : "";

    public static string Span(DateTimeOffset? from, DateTimeOffset? to) => from is { } start && to is { } end ? Span(end - start) : "";

    public static string Span(TimeSpan span) => span.TotalHours >= 1 ? $"{(int)span.TotalHours}h{span.Minutes:00}m" : span.TotalMinutes >= 1 ? $"{span.Minutes}m{span.Seconds:00}s" : $"{span.TotalSeconds:0.0}s";
}
