using Xunit.v3;

namespace DigitalLand.Orchestration.Tests.Faults;

/// <summary>
/// Marks a test of the fault suite, which <c>--filter-trait suite=faults</c> runs alone, with the faults that it brings about; <c>bench/long-tests.md</c> lists them. One belongs here if it plays on real processes
/// or on a clock that it moves, so that it can be run again and again.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FaultAttribute(params int[] numbers) : Attribute, ITraitAttribute
{
    public IReadOnlyList<int> Numbers => numbers;

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() =>
        [new("suite", "faults"), .. numbers.Select(number => new KeyValuePair<string, string>("fault", number.ToString()))];
}
