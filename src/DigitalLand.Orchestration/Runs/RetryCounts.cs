using DigitalLand.Orchestration.Definitions;
using DigitalLand.Orchestration.Store;

namespace DigitalLand.Orchestration.Runs;

/// <summary>How often a task has been tried again so far, by cause; written as <c>lost=1 killed=2</c>.</summary>
internal sealed record RetryCounts(IReadOnlyDictionary<FailureCause, int> Times)
{
    public static RetryCounts Parse(string text) => new(text
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(part => part.Split('='))
        .ToDictionary(part => Words.Parse<FailureCause>(part[0]), part => int.Parse(part[1])));

    public override string ToString() => string.Join(' ', Times.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key.Word()}={pair.Value}"));

    /// <summary>What a further failure leads to.</summary>
    /// <param name="task">Spreads the waits of tasks that failed together over a tenth.</param>
    /// <returns>Null where this cause is not tried again, or no more.</returns>
    public (RetryCounts Counts, TimeSpan Delay)? Next(RetryPolicy policy, FailureCause cause, long task)
    {
        var retry = Times.GetValueOrDefault(cause) + 1;
        if (retry > policy.TimesFor(cause))
        {
            return null;
        }

        var spread = 1 + (task * 7919 % 100 / 1000.0);
        return (new RetryCounts(new Dictionary<FailureCause, int>(Times) { [cause] = retry }), policy.DelayBefore(retry) * spread);
    }
}
