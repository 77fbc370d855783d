using DigitalLand.Core;
using YamlDotNet.RepresentationModel;

namespace DigitalLand.Orchestration.Definitions.Yaml;

/// <summary>Reads <c>parameters</c>: names with type, default, choices, bounds.</summary>
internal static class ParameterReader
{
    public static IReadOnlyList<Parameter> Read(Mapping workflow, ExpansionInputs inputs)
    {
        if (workflow.Inner("parameters", "the list of parameters") is not { } list)
        {
            return [];
        }

        var parameters = new List<Parameter>();
        foreach (var name in list.Keys.ToList())
        {
            if (!Names.IsName(name))
            {
                list.Refuse(name, $"'{name}' is no name of a parameter: use lower-case letters, digits and dashes.");
            }
            else if (list.Inner(name, "a parameter") is { } mapping && Read(name, mapping, inputs) is { } parameter)
            {
                parameters.Add(parameter);
            }
        }

        return parameters;
    }

    private static Parameter? Read(string name, Mapping mapping, ExpansionInputs inputs)
    {
        var type = mapping.Word<ParameterType>(
            "type",
            ("text", ParameterType.Text),
            ("integer", ParameterType.WholeNumber),
            ("number", ParameterType.Number),
            ("boolean", ParameterType.Boolean),
            ("choice", ParameterType.Choice),
            ("date", ParameterType.Date));
        var parameter = new Parameter
        {
            Name = name,
            Type = type ?? ParameterType.Text,
            Description = mapping.Text("description") ?? "",
            Minimum = mapping.Number("minimum", int.MinValue),
            Maximum = mapping.Number("maximum", int.MinValue),
            Choices = Choices(mapping, inputs),
        };
        var given = mapping.Text("default");
        mapping.Finish();
        if (type is null)
        {
            mapping.Problems.Add(mapping.Line, $"The parameter '{name}' needs a type: text, integer, number, boolean, choice or date.");
            return null;
        }

        // A specification without datasets is no fault of the definition.
        if (type == ParameterType.Choice && parameter.Choices.Count == 0 && mapping.Node("choices") is not YamlMappingNode)
        {
            mapping.Problems.Add(mapping.Line, $"The parameter '{name}' offers nothing to choose: list its choices.");
            return null;
        }

        return given is null ? parameter : WithDefault(parameter, given, mapping);
    }

    private static Parameter? WithDefault(Parameter parameter, string given, Mapping mapping)
    {
        try
        {
            return parameter with { Default = parameter.Read(given) };
        }
        catch (WrongUseException error)
        {
            mapping.Refuse("default", error.Message);
            return null;
        }
    }

    /// <summary>A list, or <c>{from: datasets, if: ..., as: TEXT, also: [...]}</c> over everything that there is in the environment.</summary>
    private static IReadOnlyList<string> Choices(Mapping mapping, ExpansionInputs inputs)
    {
        if (mapping.Node("choices") is not YamlMappingNode)
        {
            return mapping.Texts("choices");
        }

        var choices = mapping.Inner("choices", "a list of choices")!;
        var from = choices.Word<bool>("from", ("datasets", true), ("collections", false));
        var also = choices.Texts("also");
        choices.Has("as");
        if (from is null && choices.Has("from") is false)
        {
            choices.Refuse("from", "Choices that are no list say with 'from: datasets' or 'from: collections' what they are.");
        }

        var scopes = from switch
        {
            true => inputs.Collections.SelectMany(collection => collection.Datasets.Select(dataset => (dataset.Name, Scope: choices.Scope.WithCollection(collection).WithDataset(dataset)))),
            false => inputs.Collections.Select(collection => (collection.Name, Scope: choices.Scope.WithCollection(collection))),
            null => [],
        };
        var names = scopes.Select(candidate => (candidate.Name, Choices: choices.In(candidate.Scope)))
            .Where(candidate => Condition.Holds(candidate.Choices))
            .Select(candidate => candidate.Choices.Text("as") ?? candidate.Name)
            .ToList();
        choices.Has("if");
        choices.Has("unless");
        choices.Finish();
        return [.. names.Order(StringComparer.Ordinal), .. also];
    }
}
