using DigitalLand.Datasets.Provenance;
using DigitalLand.Transform.Observation;

namespace DigitalLand.Cli.Explain;

/// <summary>Explanations in words for a person.</summary>
internal static class ExplainTalk
{
    /// <summary>Beyond this a value is cut: a boundary may be a megabyte.</summary>
    private const int Longest = 100;

    public static IEnumerable<string> Of(EntityExplanation explanation)
    {
        foreach (var field in explanation.Fields)
        {
            yield return $"{explanation.Entity}.{field.Field}  {Short(field.Value)}";
            foreach (var (i, source) in field.Sources.Index())
            {
                yield return i == 0 ? "  believed" : "  also said";
                foreach (var line in Of(source))
                {
                    yield return $"    {line}";
                }
            }
        }
    }

    public static IEnumerable<string> Of(LineTrace trace)
    {
        yield return $"{trace.Dataset}  {trace.End}";
        foreach (var line in Of(trace.Origin).Concat(Of(trace.Line)).Concat(trace.Changes.SelectMany(Of)))
        {
            yield return $"  {line}";
        }

        foreach (var fact in trace.Facts)
        {
            yield return $"  fact            {fact.Entity}.{fact.Fact.Field}  {Short(fact.Fact.Value)}{(fact.IsShown ? "" : $"  (the entity shows {Short(fact.Instead)} instead)")}";
        }

        foreach (var issue in trace.Issues)
        {
            yield return $"  {Of(issue)}";
        }
    }

    private static IEnumerable<string> Of(SourceExplanation source)
    {
        yield return $"value           {Short(source.Fact.Value)}";
        yield return $"fact            {source.Fact.Fact}  priority {source.Fact.Priority}, entry-date {source.Fact.EntryDate}";
        foreach (var line in source.Origin is { } origin ? Of(origin) : [$"resource        {source.Fact.Resource}"])
        {
            yield return line;
        }

        foreach (var line in Of(source.Line).Concat(source.Changes.SelectMany(Of)))
        {
            yield return line;
        }

        foreach (var issue in source.Issues)
        {
            yield return Of(issue);
        }

        if (source.Remark.Length > 0)
        {
            yield return $"note            {source.Remark}";
        }
    }

    private static string Of(SourceIssue issue) =>
        $"issue           {issue.Field}: {issue.Type}{(issue.Value.Length > 0 ? " " + Short(issue.Value) : "")}{(issue.Message.Length > 0 ? $" ({issue.Message})" : "")}";

    private static IEnumerable<string> Of(Origin origin)
    {
        yield return $"organisation    {string.Join(' ', origin.Organisations)}";
        foreach (var endpoint in origin.Endpoints)
        {
            yield return $"endpoint        {(endpoint.Url.Length > 0 ? endpoint.Url : endpoint.Endpoint)}  fetched {endpoint.FirstFetched}{(endpoint.LastFetched != endpoint.FirstFetched ? $" to {endpoint.LastFetched}" : "")}  {endpoint.Log}";
        }

        yield return $"resource        {origin.Resource}";
    }

    private static IEnumerable<string> Of(ResourceLine? line)
    {
        if (line is not null)
        {
            yield return $"line            {line.Number}{(line.FileLine is { } inFile && inFile != line.Number ? $" (line {inFile} of the file)" : "")}: {Cut(line.Text)}";
        }
    }

    private static IEnumerable<string> Of(PhaseChange change)
    {
        yield return $"{change.Phase,-15} {(change.From.Length > 0 ? $"{change.From} -> " : "")}{change.Field}: {Short(change.Before)} -> {Short(change.After)}";
        foreach (var reason in change.Reasons)
        {
            yield return $"{"",-15} by {reason}";
        }
    }

    private static string Short(string? value) => value switch
    {
        null or "" => "nothing",
        { Length: > Longest } => $"\"{OneLine(value[..Longest])}...\" ({value.Length:N0} characters)",
        _ => $"\"{OneLine(value)}\"",
    };

    private static string Cut(string text) => text.Length > 2 * Longest ? $"{OneLine(text[..(2 * Longest)])}... ({text.Length:N0} characters)" : OneLine(text);

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
