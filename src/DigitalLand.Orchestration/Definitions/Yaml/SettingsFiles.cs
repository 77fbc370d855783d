using YamlDotNet.RepresentationModel;

namespace DigitalLand.Orchestration.Definitions.Yaml;

/// <summary>Reads the two files of a definition store that are no workflows: environments.yaml and collections.yaml.</summary>
internal static class SettingsFiles
{
    public const string Environments = "environments.yaml";
    public const string Collections = "collections.yaml";

    private const int DefaultPoolSlots = 12;

    /// <summary>What environments.yaml says of one environment, null where it cannot be used.</summary>
    /// <param name="available">Collections that there are, in order.</param>
    public static EnvironmentSettings? Environment(DefinitionFile file, string environment, IReadOnlyList<string> available, Problems problems)
    {
        if (file.Parse(problems) is not { } root)
        {
            return null;
        }

        var scope = Scope.OfEnvironment(new EnvironmentSettings(environment, "", [], new Dictionary<string, int>(), 1, new Dictionary<string, string>()));
        var mapping = new Mapping(root, "the list of environments", problems, scope);
        var list = mapping.Inner("environments", "the list of environments");
        mapping.Finish();
        EnvironmentSettings? wanted = null;
        foreach (var name in list?.Keys.ToList() ?? [])
        {
            var settings = list!.Inner(name, "an environment") is { } each ? Environment(each, name, available) : null;
            wanted = name == environment ? settings : wanted;
        }

        if (wanted is null && !problems.Any)
        {
            problems.Add(list?.Line ?? 1, $"There is no environment '{environment}' here; there are: {string.Join(", ", list?.Keys ?? [])}.");
        }

        return problems.Any ? null : wanted;
    }

    /// <summary>The settings of every collection: the defaults with its own in their place; null where the file cannot be used.</summary>
    public static Func<string, IReadOnlyDictionary<string, string>>? CollectionSettings(DefinitionFile file, EnvironmentSettings environment, Problems problems)
    {
        if (file.Parse(problems) is not { } root)
        {
            return null;
        }

        var mapping = new Mapping(root, "the settings of collections", problems, Scope.OfEnvironment(environment));
        var defaults = Values(mapping.Inner("defaults", "the default settings"));
        var collections = mapping.Inner("collections", "the settings of collections");
        mapping.Finish();
        var all = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);
        foreach (var name in collections?.Keys.ToList() ?? [])
        {
            var own = collections!.Inner(name, "the settings of a collection");
            var values = new Dictionary<string, string>(defaults, StringComparer.Ordinal);
            foreach (var (setting, value) in Values(own))
            {
                if (!defaults.ContainsKey(setting))
                {
                    var near = Spelling.Nearest(setting, defaults.Keys);
                    own!.Refuse(setting, $"'{setting}' has no default, so other collections would lack it; {(near is null ? "add it to 'defaults'." : $"did you mean '{near}'?")}");
                }

                values[setting] = value;
            }

            all[name] = values;
        }

        return problems.Any ? null : name => all.GetValueOrDefault(name, defaults);
    }

    private static EnvironmentSettings Environment(Mapping mapping, string name, IReadOnlyList<string> available)
    {
        var pools = mapping.Inner("pools", "a list of pools");
        var settings = new EnvironmentSettings(
            name,
            mapping.Text("schedule") ?? "",
            Selected(mapping, available),
            (pools?.Keys.ToList() ?? []).ToDictionary(pool => pool, pool => pools!.Number(pool, 0, 100_000) ?? 0, StringComparer.Ordinal),
            mapping.Number("pool-slots", 1, 100_000) ?? DefaultPoolSlots,
            Values(mapping.Inner("values", "a list of values")));
        if (settings.Schedule.Length > 0)
        {
            mapping.Try("schedule", () => CronExpression.Parse(settings.Schedule) is not null);
        }

        mapping.Finish();
        return settings;
    }

    /// <summary><c>all</c>, <c>none</c>, or a list of names; a name that is no collection of the environment is passed over, as the specification may name it tomorrow.</summary>
    private static IReadOnlyList<string> Selected(Mapping mapping, IReadOnlyList<string> available)
    {
        if (mapping.Node("collections") is YamlSequenceNode)
        {
            var listed = mapping.Texts("collections");
            return [.. available.Where(name => listed.Contains(name, StringComparer.Ordinal))];
        }

        return mapping.Word<bool>("collections", ("all", true), ("none", false)) is true ? available : [];
    }

    private static Dictionary<string, string> Values(Mapping? mapping) =>
        (mapping?.Keys.ToList() ?? []).ToDictionary(name => name, name => mapping!.Text(name) ?? "", StringComparer.Ordinal);
}
