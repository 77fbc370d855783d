using DigitalLand.Transform.Observation;

namespace DigitalLand.Transform.Tests.Observation;

public sealed class ObservedPipelineTests : IDisposable
{
    private readonly TinyPipeline _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public void To_look_on_changes_nothing()
    {
        _run.Folder.Write("resource/one", ["reference,name,kind", .. Enumerable.Range(0, 300).Select(i => $"{(i % 3 == 0 ? "a" : i % 3 == 1 ? "b" : "unknown")},Name {i},{(i % 2 == 0 ? "City Park" : "odd")}")]);
        _run.Run("one", "local-authority:A");
        var facts = _run.Folder.Read("out/transformed/one.csv");
        var issues = _run.Folder.Read("out/issue/one.csv");

        _run.Run(_run.Request("one", "local-authority:A") with { Observer = new EntryRecorder((_, _) => true) });

        Assert.Equal(facts, _run.Folder.Read("out/transformed/one.csv"));
        Assert.Equal(issues, _run.Folder.Read("out/issue/one.csv"));
    }

    [Fact]
    public void Only_the_entries_that_are_wanted_are_kept_each_with_every_phase_in_order()
    {
        _run.Folder.Write("resource/one", "reference,name", "", "a,First", "b,Second");
        var recorder = new EntryRecorder((line, _) => line == 4);

        _run.Run(_run.Request("one", "local-authority:A") with { Observer = recorder });

        var trail = Assert.Single(recorder.Entries).Value;
        Assert.Equal((4, 2, null), (trail.LineNumber, trail.EntryNumber, trail.DroppedBy));
        Assert.Equal(["Parse", "ConcatField", "Filter", "Map", "Filter", "Patch", "Harmonise"], trail.Steps.Select(step => step.Phase).Take(7));
        Assert.Equal("Priority", trail.Steps[^1].Phase);
        Assert.Equal("Second", trail.Steps[0].Values["name"]);
        Assert.Equal("102", trail.Steps[^1].Entity);
        Assert.Equal(1, recorder.Header!.Number);
        Assert.Contains(trail.Facts, fact => fact is { Field: "name", Value: "Second", IsSaved: true });
    }

    [Fact]
    public void An_entry_that_is_left_out_names_the_phase()
    {
        _run.Folder.Write("pipeline/filter.csv", "dataset,field,pattern", "park,name,^First");
        _run.Folder.Write("resource/one", "reference,name", "a,First", "b,Second", "c,First too");
        var recorder = new EntryRecorder((_, _) => true);

        _run.Run(_run.Request("one", "local-authority:A") with { Observer = recorder });

        Assert.Equal([null, "Filter", "EntityPrune"], recorder.Entries.Values.Select(trail => trail.DroppedBy));
    }

    [Fact]
    public void An_entry_that_two_providers_claim_has_a_trail_of_each()
    {
        _run.Folder.Write("resource/one", "reference,name", "a,First");
        var recorder = new EntryRecorder((_, _) => true);

        _run.Run(_run.Request("one", "local-authority:A", "local-authority:B") with { Observer = recorder });

        var trail = Assert.Single(recorder.Entries).Value;
        Assert.Equal(["101", "111"], trail.Steps.Where(step => step.Phase == "Priority").Select(step => step.Entity));
        Assert.Equal(["101", "111"], trail.Facts.Where(fact => fact.Field == "name").Select(fact => fact.Entity));
    }

    [Fact]
    public void A_record_of_several_lines_is_found_by_its_number_and_says_where_it_begins()
    {
        _run.Folder.Write("resource/one", "reference,name", "a,\"First,\r\nlong", "name\"", "", "b,Second");

        var line = ResourceLine.Read(_run.Folder["resource/one"], "", 4, TestContext.Current.CancellationToken)!;

        Assert.Equal((4, 6, "b,Second"), (line.Number, line.FileLine, line.Text));
        Assert.Null(ResourceLine.Read(_run.Folder["resource/one"], "", 5, TestContext.Current.CancellationToken));
    }
}
