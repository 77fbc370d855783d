namespace DigitalLand.Datasets.Expectations.Rules;

/// <summary>Makes expectations of rules: one for each organisation of a rule, or one.</summary>
internal static class DatasetExpectations
{
    /// <exception cref="Core.RunFailedException">A rule cannot be understood; nothing is checked then.</exception>
    public static IReadOnlyList<Expectation> Of(IEnumerable<ExpectationRule> rules, RuleOrganisations organisations) =>
        [.. rules.SelectMany(rule => Of(rule, organisations))];

    private static IEnumerable<Expectation> Of(ExpectationRule rule, RuleOrganisations organisations)
    {
        if (rule.Organisations.Length == 0)
        {
            yield return Make(rule, organisation: "", text => text);
            yield break;
        }

        foreach (var organisation in organisations.Of(rule))
        {
            yield return Make(rule, organisation["organisation"], text => OrganisationTemplate.Render(text, organisation));
        }
    }

    private static Expectation Make(ExpectationRule rule, string organisation, Func<string, string> render)
    {
        var name = render(rule.Name);
        return new Expectation(
            rule.Operation,
            ExpectationParameters.Parse(name, render(rule.Parameters)),
            name,
            render(rule.Description),
            organisation,
            rule.Severity,
            rule.Responsibility);
    }
}
