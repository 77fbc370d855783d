using System.Buffers;
using System.Text;
using DigitalLand.Core;
using DigitalLand.Core.Csv;
using DigitalLand.Core.Logs;
using DigitalLand.Geometry;
using DigitalLand.Geometry.Coordinates;
using DigitalLand.Testing;
using DigitalLand.Transform.Phases;

namespace DigitalLand.Transform.Tests.Phases;

/// <summary>The phases from Combine to Save, but for the lookup of references.</summary>
public sealed class FactPhasesTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();
    private readonly GeometryNormaliser _geometry = new(new CoordinateSystems(null));
    private readonly IssueLog _issues = new("park", "R");

    [Fact]
    public void Combine_holds_its_fields_back_and_lets_the_others_pass()
    {
        var facts = Combine([("notes", ";")], Entries.Fact("1", "notes", "b"), Entries.Fact("1", "name", "n"), Entries.Fact("1", "notes", "a", line: 3));
        Assert.Equal(["1 name=n @2", "1 notes=a;b @2", "1 notes=a;b @3"], facts);
        Assert.Equal(["2/1 notes: combined-value [1]", "3/2 notes: combined-value [1]"], Entries.Show(_issues));
    }

    [Fact]
    public void Combine_follows_entities_and_then_fields_as_they_were_first_seen()
    {
        var facts = Combine(
            [("notes", ";"), ("name", "-")],
            Entries.Fact("2", "notes", "x", line: 2),
            Entries.Fact("1", "name", "a", line: 3),
            Entries.Fact("2", "name", "b", line: 4),
            Entries.Fact("1", "notes", "y", line: 5),
            Entries.Fact("2", "notes", "w", line: 6));
        Assert.Equal(["2 notes=w;x @2", "2 notes=w;x @6", "2 name=b @4", "1 name=a @3", "1 notes=y @5"], facts);
    }

    [Fact]
    public void Combine_joins_distinct_values_in_code_point_order_without_blank_ones()
    {
        var facts = Combine([("notes", ", ")], [.. new[] { "b", "", "\uFFFD", "B", "b", "🌳" }.Select((value, i) => Entries.Fact("1", "notes", value, line: i + 2))]);
        Assert.Equal(6, facts.Length);
        Assert.All(facts, fact => Assert.StartsWith("1 notes=B, b, \uFFFD, 🌳 @", fact, StringComparison.Ordinal));
    }

    [Fact]
    public void Combine_of_blank_values_is_blank_and_of_blank_geometries_an_empty_one() => Assert.Equal(
        ["1 notes= @2", "1 geometry=MULTIPOLYGON EMPTY @2"],
        Combine([("notes", ";"), ("geometry", "")], Entries.Fact("1", "notes", ""), Entries.Fact("1", "geometry", "")));

    [Fact]
    public void Combine_makes_the_union_of_geometries()
    {
        const string union = "MULTIPOLYGON (((-1.000000 52.100000,-1.000000 52.000000,-1.040000 52.040000,-1.050000 52.000000,-1.066667 52.066667,-1.100000 52.100000,"
            + "-1.075000 52.100000,-1.100000 52.200000,-1.000000 52.200000,-1.025000 52.100000,-1.000000 52.100000)))";
        Assert.Equal(
            [$"1 geometry={union} @2", $"1 geometry={union} @3"],
            Combine(
                [("geometry", "")],
                Entries.Fact("1", "geometry", "MULTIPOLYGON (((-1 52,-1 52.1,-1.1 52.1,-1 52)))"),
                Entries.Fact("1", "geometry", "MULTIPOLYGON (((-1.05 52,-1 52.2,-1.1 52.2,-1.05 52)))", line: 3)));
    }

    [Fact]
    public void Combine_logs_a_fact_just_before_it_goes_on()
    {
        var phase = new FactCombinePhase(new([KeyValuePair.Create("notes", ";")]), _geometry, _issues);
        using var facts = phase.Process([Entries.Fact("1", "notes", "a"), Entries.Fact("1", "notes", "b", line: 3)]).GetEnumerator();
        Assert.True(facts.MoveNext());
        Assert.Equal((1, 2, 1), (_issues.Issues.Count, _issues.LineNumber, _issues.EntryNumber));
        Assert.True(facts.MoveNext());
        Assert.Equal((2, 3, 2), (_issues.Issues.Count, _issues.LineNumber, _issues.EntryNumber));
    }

    [Theory]
    [InlineData("520001", "name", "Test Park", "a0f0f8956f2e7c3af520b69afef37fee5d8dd7c83a3d82e59e9ff85e766f8100")]
    [InlineData("44002422", "end-date", "", "904d63158adbcc1cd88b19e878fa35e81e79943383b20c6f3efccfe0c540a14d")]
    [InlineData("1", "name", "café", "5ee29120a22ae408856d00483f6d0a4e44b2604e5da83fc5c255e22d9defe994")]
    public void Factor_names_a_fact_by_the_hash_of_entity_field_and_value(string entity, string field, string value, string expected) =>
        Assert.Equal(expected, Entries.Hash(Assert.Single(new FactorPhase(new ArrayBufferWriter<byte>()).Process([Entries.Fact(entity, field, value)]))));

    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("café, \"quoted\"")]
    public void Factor_keeps_the_value_as_it_is_encoded_until_another_takes_its_place(string value)
    {
        var fact = Assert.Single(new FactorPhase(new ArrayBufferWriter<byte>()).Process([Entries.Fact("1", "name", value)]));
        Assert.Equal(Encoding.UTF8.GetBytes(value), fact.Utf8Value);

        fact.Value = "another";
        Assert.Equal("another"u8, fact.Utf8Value);
    }

    [Fact]
    public void Factor_hashes_a_long_value_after_and_before_short_ones()
    {
        var value = new string('é', 100_000);
        var hashes = new FactorPhase(new ArrayBufferWriter<byte>()).Process([Entries.Fact("1", "name", "a"), Entries.Fact("1", "name", value), Entries.Fact("1", "name", "a")]).Select(Entries.Hash).ToList();
        Assert.Equal(Core.Hashing.Sha256Hex.OfText($"1:name:{value}"), hashes[1]);
        Assert.Equal(hashes[0], hashes[2]);
    }

    [Theory]
    [InlineData("name", "a:b", "", "")]
    [InlineData("organisation", "local-authority:A", "local-authority", "A")]
    [InlineData("conservation-area", "CA1", "conservation-area", "CA1")]
    [InlineData("conservation-areas", "CA1", "conservation-areas", "CA1")]
    [InlineData("conservation-area", "tree:CA1", "tree", "CA1")]
    [InlineData("conservation-area", "tree:a:b c", "tree", "a:b c")]
    [InlineData("conservation-area", "NSP22: A Street", "conservation-area", "NSP22: A Street")]
    [InlineData("conservation-area", "https://x", "conservation-area", "https://x")]
    [InlineData("conservation-area", "a b:c", "conservation-area", "a b:c")]
    [InlineData("conservation-area", ":c", "conservation-area", ":c")]
    [InlineData("conservation-area", "a:", "conservation-area", "a:")]
    [InlineData("conservation-area", "a:b\r\nc", "conservation-area", "a:b\r\nc")]
    [InlineData("conservation-area", "a:b\n", "conservation-area", "a:b\n")]
    [InlineData("conservation-area", "é:b", "conservation-area", "é:b")]
    [InlineData("conservation-area", "", "conservation-area", "")]
    [InlineData("plan", "p1", "plan", "p1")]
    [InlineData("kind", "a", "kind", "a")]
    public void Reference_splits_CURIEs_of_fields_that_hold_things_and_else_takes_the_field(string field, string value, string prefix, string reference)
    {
        var fact = Assert.Single(new FactReferencePhase(TinySpecification.Write(_folder)).Process([Entries.Fact("1", field, value)]));
        Assert.Equal((prefix, reference), (fact.Prefix, fact.Reference));
    }

    [Fact]
    public void Reference_of_a_field_that_the_specification_does_not_have_fails_the_run() =>
        Assert.Throws<RunFailedException>(() => new FactReferencePhase(TinySpecification.Write(_folder)).Process([Entries.Fact("1", "lake", "x")]).ToList());

    [Fact]
    public void Phases_in_one_step_do_what_they_do_one_behind_the_other()
    {
        FactPhase[] Phases() => [new FactPrunePhase(), new FactCombinePhase(new([KeyValuePair.Create("notes", ";")]), _geometry, _issues), new FactReferencePhase(TinySpecification.Write(_folder)), new FactorPhase(new())];
        Fact[] Facts() => [Entries.Fact("1", "notes", "b"), Entries.Fact("1", "name", ""), Entries.Fact("1", "plan", "p:1"), Entries.Fact("1", "notes", "a"), Entries.Fact("2", "name", "n")];
        static IEnumerable<string> Show(IEnumerable<Fact> facts) => facts.Select(fact => $"{fact.Entity} {fact.Field}={fact.Value} {fact.Prefix}:{fact.Reference} {fact.Hash}");

        var oneByOne = Show(Phases().Aggregate((IEnumerable<Fact>)Facts(), (facts, phase) => phase.Process(facts))).ToArray();

        Assert.Equal(4, oneByOne.Length);
        Assert.Equal(oneByOne, Show(SingleFactPhase.ProcessAll(Phases(), Facts())));
    }

    [Fact]
    public void Prune_drops_facts_without_a_value_but_not_an_open_end_date() => Assert.Equal(
        ["end-date", "name"],
        new FactPrunePhase().Process([Entries.Fact("1", "end-date", ""), Entries.Fact("1", "start-date", ""), Entries.Fact("1", "name", " ")]).Select(fact => fact.Field));

    [Fact]
    public void Save_writes_what_a_fact_has_under_the_columns()
    {
        string[] columns = ["end-date", "entity", "entry-date", "entry-number", "fact", "field", "priority", "reference-entity", "resource", "start-date", "value"];
        using var stream = new MemoryStream();
        using (var writer = new CsvWriter(stream))
        {
            var fact = Entries.Fact("7", "name", "a,b", line: 3);
            fact.Hash = Core.Hashing.Sha256Digest.Of("h"u8);
            var related = Entries.Fact("7", "plan", "p", line: 4);
            related.ReferenceEntity = "9";
            Assert.Equal(2, new SavePhase(columns, "file", writer).Process([fact, related]).Count());
        }

        Assert.Equal(
            $",7,,2,{Core.Hashing.Sha256Hex.OfText("h")},name,1,,file,,\"a,b\"\r\n,7,,3,{new string('0', 64)},plan,1,9,file,,p\r\n",
            Encoding.UTF8.GetString(stream.ToArray()));
    }

    public void Dispose()
    {
        _geometry.Dispose();
        _folder.Dispose();
    }

    private string[] Combine((string Field, string Separator)[] separators, params Fact[] facts) =>
    [
        .. new FactCombinePhase(new(separators.Select(pair => KeyValuePair.Create(pair.Field, pair.Separator))), _geometry, _issues)
            .Process(facts)
            .Select(fact => $"{fact.Entity} {fact.Field}={fact.Value} @{fact.LineNumber}"),
    ];
}
