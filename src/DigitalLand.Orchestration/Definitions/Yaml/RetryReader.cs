using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace DigitalLand.Orchestration.Definitions.Yaml;

/// <summary>
/// Reads <c>retries</c>: <c>none</c>; a number, for every cause that another attempt may cure; or counts by cause that change the default, with the waits between.
/// </summary>
internal static class RetryReader
{
    private static readonly (string Word, FailureCause Cause)[] Causes =
    [
        ("error", FailureCause.Error),
        ("wrong-use", FailureCause.WrongUse),
        ("infrastructure", FailureCause.Infrastructure),
        ("lost", FailureCause.Lost),
        ("killed", FailureCause.Killed),
        ("out-of-memory", FailureCause.OutOfMemory),
        ("timed-out", FailureCause.TimedOut),
        ("stalled", FailureCause.Stalled),
        ("store-away", FailureCause.StoreAway),
        ("not-started", FailureCause.NotStarted),
    ];

    /// <summary>The words that the causes go by in a definition, in the order of the causes.</summary>
    public static IEnumerable<string> CauseWords => Causes.Select(cause => cause.Word);

    public static RetryPolicy? Read(Mapping task) => task.Node("retries") switch
    {
        null => null,
        YamlMappingNode => ByCause(task.Inner("retries", "a list of retries")!),
        _ => Everywhere(task),
    };

    private static RetryPolicy? Everywhere(Mapping task)
    {
        var times = task.Value("retries", text => text == "none" ? 0
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 100 ? number
            : throw new FormatException($"Retries is '{text}'; it takes none, a number up to 100, or numbers by cause"));
        return times switch
        {
            null => null,
            0 => RetryPolicy.None,
            { } some => new RetryPolicy
            {
                Limits = [.. Causes.Where(cause => cause.Cause is not (FailureCause.WrongUse or FailureCause.OutOfMemory)).Select(cause => new RetryLimit(cause.Cause, some))],
            },
        };
    }

    private static RetryPolicy ByCause(Mapping retries)
    {
        var policy = RetryPolicy.Default with
        {
            Limits =
            [
                .. Causes.Select(cause => new RetryLimit(cause.Cause, retries.Number(cause.Word, 0, 100) ?? RetryPolicy.Default.TimesFor(cause.Cause))).Where(limit => limit.Times > 0),
            ],
            Backoff = retries.Value("backoff", Duration.Parse) ?? RetryPolicy.Default.Backoff,
            Factor = retries.Number("factor", 1, 10) ?? RetryPolicy.Default.Factor,
            MaximumBackoff = retries.Value("longest", Duration.Parse) ?? RetryPolicy.Default.MaximumBackoff,
        };
        retries.Finish();
        return policy;
    }
}
