namespace DigitalLand.Orchestration.Definitions.Yaml;

/// <summary>
/// <c>if</c> and <c>unless</c>: what must be true while a definition is expanded for something to be in it, such as <c>if: {dataset.typology: geography}</c>. All
/// keys must hold, each with one of its values.
/// </summary>
internal static class Condition
{
    /// <summary>Whether a mapping's <c>if</c> holds and its <c>unless</c> does not.</summary>
    public static bool Holds(Mapping mapping)
    {
        var includes = !mapping.Has("if") || All(mapping.Inner("if", "a condition"));
        var excludes = mapping.Has("unless") && All(mapping.Inner("unless", "a condition"));
        return includes && !excludes;
    }

    private static bool All(Mapping? condition)
    {
        // Every key is looked at even when one fails, so that each is checked.
        var holds = true;
        foreach (var path in condition?.Keys.ToList() ?? [])
        {
            var wanted = condition!.Texts(path);
            if (!condition.Scope.TryFindAll(path, out var values))
            {
                var near = Spelling.Nearest(path, condition.Scope.Paths);
                condition.Refuse(path, $"A condition asks about '{path}', which has no value here; {(near is null ? $"there are: {string.Join(", ", condition.Scope.Paths)}." : $"did you mean '{near}'?")}");
                return true;
            }

            holds &= values.Any(value => wanted.Contains(value, StringComparer.Ordinal));
        }

        return holds;
    }
}
