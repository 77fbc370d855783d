using DigitalLand.Orchestration.Definitions;

namespace DigitalLand.Orchestration.Runs;

/// <summary>All that a decision depends on: the graph, and where each of its nodes stands. The size of a fan-out does not matter, its counts do.</summary>
/// <param name="IsOverdue">Whether the run has taken longer than its workflow's timeout.</param>
/// <param name="Nodes">One for each task of the workflow.</param>
internal sealed record RunSnapshot(Workflow Workflow, RunState State, bool IsOverdue, IReadOnlyDictionary<string, NodeSnapshot> Nodes);

/// <summary>A task of the workflow in this run.</summary>
/// <param name="State">Of the task itself; of the whole in a fan-out.</param>
/// <param name="IsClosed">It succeeded and said that its dependents are to be skipped.</param>
/// <param name="Items">In a fan-out that has been expanded: how many of its items stand where.</param>
/// <param name="Child">In a task that waits for another run: where that stands; null before it was made.</param>
/// <param name="IsDue">In a task that waits for time to pass, or for its next start of a child: it has passed.</param>
internal sealed record NodeSnapshot(
    TaskState State,
    bool IsClosed = false,
    IReadOnlyDictionary<TaskState, int>? Items = null,
    RunState? Child = null,
    bool IsDue = false);
