namespace DigitalLand.Transform.Tests;

public sealed class UnknownEntityTests : IDisposable
{
    private readonly TinyPipeline _tiny = new();

    public void Dispose() => _tiny.Dispose();

    [Fact]
    public void Entries_that_no_table_knows_are_found_in_their_order()
    {
        _tiny.Folder.Write("resource/r", "reference,name,organisation", "a,Known,", "z,New,", "b,Known,", ",No reference,", "b,Another's,local-authority:B", "z,Again,");
        Assert.Equal(
            [
                new UnknownEntity("park", "local-authority:A", "z", 3),
                new UnknownEntity("park", "local-authority:A", "", 5),
                new UnknownEntity("park", "local-authority:B", "b", 6),
                new UnknownEntity("park", "local-authority:A", "z", 7),
            ],
            Find("local-authority:A"));
        Assert.False(Directory.Exists(_tiny.Folder["out"]));
    }

    [Fact]
    public void An_entity_that_was_withdrawn_or_that_a_rule_makes_is_known()
    {
        _tiny.Folder.Write("pipeline/old-entity.csv", "old-entity,status,entity", "101,410,");
        _tiny.Folder.Write("pipeline/lookup-rule.csv", "prefix,organisation,offset,entity-minimum,entity-maximum", "park,,100,150,160");
        _tiny.Folder.Write("resource/r", "reference", "a", "55", "75");
        Assert.Equal(["75"], Find("local-authority:A").Select(entity => entity.Reference));
    }

    [Fact]
    public void Of_several_providers_one_that_knows_the_reference_is_enough()
    {
        _tiny.Folder.Write("resource/r", "reference,organisation", "b,", "b,local-authority:B", "z,");
        Assert.Equal(
            [new UnknownEntity("park", "local-authority:B", "b", 3), new UnknownEntity("park", "", "z", 4)],
            Find("local-authority:A", "local-authority:B"));
    }

    [Fact]
    public void What_is_no_table_is_refused()
    {
        _tiny.Folder.Write("resource/r", "{");
        Assert.Throws<Core.RunFailedException>(() => Find("local-authority:A"));
    }

    private IReadOnlyList<UnknownEntity> Find(params string[] providers) =>
        _tiny.Pipeline.FindUnknownEntities(_tiny.Folder["resource/r"], ["E"], providers, TestContext.Current.CancellationToken);
}
