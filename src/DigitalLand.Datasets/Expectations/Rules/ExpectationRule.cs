namespace DigitalLand.Datasets.Expectations.Rules;

/// <summary>A row of expect.csv.</summary>
/// <param name="Organisations">Separated by semicolons: organisations, or datasets of organisations; blank where the rule is about the whole dataset.</param>
/// <param name="Operation">The name of what checks it.</param>
/// <param name="Parameters">A JSON object; with <paramref name="Organisations"/> a template of one.</param>
/// <param name="Name">For a person; may be a template.</param>
/// <param name="Description">For a person; may be a template.</param>
/// <param name="Severity">As the configuration spells it.</param>
/// <param name="Responsibility"><c>internal</c> or <c>external</c>.</param>
/// <param name="Schedule">The English weekday on which it runs, in lower case; blank for every day.</param>
public sealed record ExpectationRule(
    string Organisations, string Operation, string Parameters, string Name, string Description, string Severity, string Responsibility, string Schedule)
{
    /// <summary>Whether the rule runs on a day.</summary>
    public bool RunsOn(DayOfWeek day) => Schedule.Length == 0 || Schedule.Equals(day.ToString(), StringComparison.OrdinalIgnoreCase);
}
