using YamlDotNet.RepresentationModel;

namespace DigitalLand.Orchestration.Definitions.Yaml;

/// <summary>
/// Reads <c>tasks</c>: tasks, and groups of tasks that are repeated over the collections of the environment or the datasets of the collection at hand (of all
/// collections, where there is none).
/// </summary>
internal sealed class TaskListReader(ExpansionInputs inputs, TaskReader reader)
{
    private readonly List<ReadTask> _tasks = [];

    /// <summary>Whether a group was repeated over nothing.</summary>
    public bool HasEmptyGroup { get; private set; }

    public IReadOnlyList<ReadTask> Read(Mapping holder, CollectionDefinition? collection)
    {
        Read(holder, collection, isPresent: true);
        return _tasks;
    }

    private void Read(Mapping holder, CollectionDefinition? collection, bool isPresent)
    {
        if (holder.Node("tasks") is not YamlSequenceNode { Children.Count: > 0 } list)
        {
            holder.Refuse("tasks", "The list 'tasks' holds nothing: give it at least one task, each beginning with '- name:'.");
            return;
        }

        foreach (var mapping in list.Children.Select(item => holder.Of(item, "a task")).OfType<Mapping>())
        {
            if (mapping.Has("tasks"))
            {
                ReadGroup(mapping, collection, isPresent);
            }
            else
            {
                _tasks.Add(reader.Read(mapping, isPresent));
            }
        }
    }

    private void ReadGroup(Mapping group, CollectionDefinition? collection, bool isPresent)
    {
        var rounds = Rounds(group, collection);
        HasEmptyGroup |= rounds is { Count: 0 };
        foreach (var (scope, of) in rounds ?? [])
        {
            var round = group.In(scope);
            Read(round, of, isPresent & Condition.Holds(round));
        }

        foreach (var key in new[] { "if", "unless", "for-each", "description" })
        {
            group.Has(key);
        }

        group.Finish();
    }

    private List<(Scope Scope, CollectionDefinition? Collection)>? Rounds(Mapping group, CollectionDefinition? collection) => group.Text("for-each") switch
    {
        null => [(group.Scope, collection)],
        "collections" => [.. inputs.Collections.Select(each => (group.Scope.WithCollection(each), (CollectionDefinition?)each))],
        "datasets" when collection is not null => [.. collection.Datasets.Select(dataset => (group.Scope.WithDataset(dataset), (CollectionDefinition?)collection))],
        "datasets" => [.. inputs.Collections.SelectMany(each => each.Datasets.Select(dataset => (group.Scope.WithCollection(each).WithDataset(dataset), (CollectionDefinition?)each)))],
        var other => Refuse(group, other),
    };

    private static List<(Scope, CollectionDefinition?)>? Refuse(Mapping group, string other)
    {
        group.Refuse("for-each", $"A group is repeated over 'collections' or 'datasets', not '{other}'.");
        return null;
    }
}
