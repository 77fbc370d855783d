using DigitalLand.Orchestration.Definitions;
using DigitalLand.Orchestration.Runs;

namespace DigitalLand.Orchestration.Tests.Runs;

public sealed class RunDeciderTests
{
    [Theory]
    [InlineData(TaskState.Succeeded, false, When.AllSuccess, null)]
    [InlineData(TaskState.Failed, false, When.AllSuccess, TaskState.UpstreamFailed)]
    [InlineData(TaskState.UpstreamFailed, false, When.AllSuccess, TaskState.UpstreamFailed)]
    [InlineData(TaskState.Cancelled, false, When.AllSuccess, TaskState.UpstreamFailed)]
    [InlineData(TaskState.Skipped, false, When.AllSuccess, TaskState.Skipped)]
    [InlineData(TaskState.Succeeded, true, When.AllSuccess, TaskState.Skipped)]
    [InlineData(TaskState.Succeeded, true, When.AllDone, TaskState.Skipped)]
    [InlineData(TaskState.Failed, false, When.AllDone, null)]
    [InlineData(TaskState.Skipped, false, When.AllDone, null)]
    public void A_task_begins_or_ends_by_how_the_one_before_it_ended(TaskState before, bool closed, When when, TaskState? end)
    {
        var workflow = Flow.Of("w", Flow.Task("a"), Flow.Task("b", "a") with { When = when });

        var decisions = RunDecider.Decide(Snapshot(workflow, ("a", new NodeSnapshot(before, closed)), ("b", new NodeSnapshot(TaskState.Waiting))));

        if (end is null)
        {
            Assert.Equal([new Decision.Begin("b")], decisions);
        }
        else
        {
            Assert.Equal(end, Assert.IsType<Decision.End>(decisions[0]).State);
            Assert.IsType<Decision.EndRun>(decisions[1]);
        }
    }

    [Fact]
    public void Beyond_a_closed_task_only_its_direct_dependents_are_skipped_whatever_they_wait_for()
    {
        var workflow = Flow.Of("w", Flow.Task("gate") with { ShortCircuit = true }, Flow.Task("direct", "gate").AllDone(), Flow.Task("beyond", "direct").AllDone(), Flow.Task("plain", "direct"));

        var decisions = RunDecider.Decide(Snapshot(workflow, ("gate", new NodeSnapshot(TaskState.Succeeded, IsClosed: true))));

        Assert.Equal(
            [("direct", TaskState.Skipped), ("plain", TaskState.Skipped)],
            decisions.OfType<Decision.End>().Select(end => (end.Task, end.State)));
        Assert.Equal([new Decision.Begin("beyond")], decisions.OfType<Decision.Begin>());
    }

    [Theory]
    [InlineData(3, 0, 0, 0, TaskState.Succeeded)]
    [InlineData(2, 1, 0, 0, TaskState.Failed)]
    [InlineData(2, 0, 1, 0, TaskState.Cancelled)]
    [InlineData(2, 0, 0, 1, null)]
    public void A_fan_out_ends_as_its_items_have_ended(int succeeded, int failed, int cancelled, int running, TaskState? end)
    {
        var workflow = Flow.Of("w", Flow.Task("a"));
        var items = new Dictionary<TaskState, int> { [TaskState.Succeeded] = succeeded, [TaskState.Failed] = failed, [TaskState.Cancelled] = cancelled, [TaskState.Running] = running };

        var decisions = RunDecider.Decide(Snapshot(workflow, ("a", new NodeSnapshot(TaskState.Expanded, Items: items))));

        Assert.Equal(end, decisions.OfType<Decision.End>().SingleOrDefault()?.State);
    }

    [Fact]
    public void Whatever_the_graph_and_however_its_tasks_end_every_task_ends_once_and_in_order_and_the_run_ends()
    {
        var seed = Random.Shared.Next();
        for (var round = 0; round < 400; round++)
        {
            Play(new Random(seed + round), $"seed {seed} round {round}");
        }
    }

    /// <summary>Runs a random graph to its end against a model of the store, and checks what must hold at every step.</summary>
    private static void Play(Random random, string story)
    {
        var tasks = Enumerable.Range(0, random.Next(1, 12)).Select(index => Flow.Task($"t{index}", [.. Enumerable.Range(0, index).Where(_ => random.Next(4) == 0).Select(need => $"t{need}")]) with
        {
            When = random.Next(3) == 0 ? When.AllDone : When.AllSuccess,
        }).ToArray();
        var workflow = Flow.Of("w", tasks);
        var nodes = tasks.ToDictionary(task => task.Name, _ => new NodeSnapshot(TaskState.Waiting), StringComparer.Ordinal);
        var state = RunState.Running;
        RunState? ended = null;
        for (var step = 0; ended is null; step++)
        {
            Assert.True(step < 200, story);
            var snapshot = new RunSnapshot(workflow, state, false, new Dictionary<string, NodeSnapshot>(nodes, StringComparer.Ordinal));
            foreach (var decision in RunDecider.Decide(snapshot))
            {
                switch (decision)
                {
                    case Decision.Begin begin:
                        Assert.True(nodes[begin.Task].State == TaskState.Waiting, story);
                        Assert.True(tasks.Single(task => task.Name == begin.Task).Needs.All(need => nodes[need].State.IsEnd()), story);
                        nodes[begin.Task] = new NodeSnapshot(TaskState.Queued);
                        break;
                    case Decision.End end:
                        Assert.False(nodes[end.Task].State.IsEnd(), story);
                        nodes[end.Task] = new NodeSnapshot(end.State, end.IsClosed);
                        break;
                    case Decision.EndRun end:
                        ended = end.State;
                        break;
                }
            }

            // What has been written is not decided again.
            Assert.True(ended is not null || RunDecider.Decide(new RunSnapshot(workflow, state, false, nodes)).Count == 0, story);
            var open = nodes.Where(node => node.Value.State is TaskState.Queued or TaskState.Running).Select(node => node.Key).ToList();
            Assert.True(open.Count > 0 || ended is not null, "Nothing is open and the run has not ended: " + story);
            if (open.Count > 0 && ended is null)
            {
                var name = open[random.Next(open.Count)];
                nodes[name] = nodes[name].State == TaskState.Queued && random.Next(3) == 0
                    ? new NodeSnapshot(TaskState.Running)
                    : new NodeSnapshot(random.Next(5) switch { 0 => TaskState.Failed, _ => TaskState.Succeeded }, IsClosed: random.Next(6) == 0);
                state = state == RunState.Running && random.Next(20) == 0 ? RunState.Cancelling : state;
            }
        }

        Assert.True(nodes.Values.All(node => node.State.IsEnd()), story);
        Assert.True(state != RunState.Cancelling || ended == RunState.Cancelled, story);
    }

    private static RunSnapshot Snapshot(Workflow workflow, params (string Name, NodeSnapshot Node)[] nodes) => new(
        workflow,
        RunState.Running,
        false,
        workflow.Tasks.ToDictionary(task => task.Name, task => nodes.FirstOrDefault(node => node.Name == task.Name).Node ?? new NodeSnapshot(TaskState.Waiting), StringComparer.Ordinal));
}
