using DigitalLand.Core;
using DigitalLand.Datasets.Publication.Guards;

namespace DigitalLand.Datasets.Tests.Publication;

public sealed class GuardTests : IDisposable
{
    private readonly Town _town = new();

    public void Dispose() => _town.Dispose();

    [Fact]
    public async Task Entities_that_go_are_told_of_even_where_others_come()
    {
        var findings = await FindingsAsync(Town.Parks(100), Town.Parks(110).Skip(15));

        Assert.Equal(("entity-count", "Of 100 entities 15 are gone (-15 %); there are 95 now, 10 of them new."), (findings[0].Guard, findings[0].Message));
    }

    [Fact]
    public async Task A_few_entities_that_go_are_nothing()
    {
        Assert.Empty(await FindingsAsync(Town.Parks(100), Town.Parks(91)));
        Assert.Empty(await FindingsAsync(Town.Parks(10), Town.Parks(8)));
    }

    [Fact]
    public async Task References_numbered_anew_show_as_growth()
    {
        Assert.Equal("entity-growth", Assert.Single(await FindingsAsync(Town.Parks(100), Town.Parks(201))).Guard);
        Assert.Empty(await FindingsAsync(Town.Parks(100), Town.Parks(200)));
    }

    [Fact]
    public async Task A_field_that_empties_is_named_with_its_rates()
    {
        var findings = await FindingsAsync(Town.Parks(100), Town.Parks(100).Select(park => park with { Members = park.Entity % 2 == 0 ? [] : park.Members }));

        Assert.Equal(new GuardFinding("fill-rate", "notes", "100 % of the entities had a value and 50 % have one now (100 before, 50 now)."), Assert.Single(findings));
    }

    [Fact]
    public async Task A_column_that_vanishes_is_told_of_and_a_loss_of_entities_is_not_told_of_twice()
    {
        Assert.Equal(["notes"], (await FindingsAsync(Town.Parks(100), Town.Parks(100).Select(park => park with { Members = [] }))).Select(finding => finding.Subject));
        Assert.Equal(["entity-count"], (await FindingsAsync(Town.Parks(100), Town.Parks(50))).Select(finding => finding.Guard));
    }

    [Fact]
    public async Task A_field_whose_values_change_in_masses_is_named()
    {
        var findings = await FindingsAsync(Town.Parks(100), Town.Parks(100).Select(park => park with { Name = park.Name.ToLowerInvariant() }));

        Assert.Equal(new GuardFinding("value-change", "name", "100 of 100 values are not what they were (100 %)."), Assert.Single(findings));
    }

    [Fact]
    public async Task A_member_of_the_json_that_changes_is_named_and_its_place_in_it_does_not_matter()
    {
        var before = Town.Parks(100).Select(park => park with { Members = [("a", "1"), ("b", "2")] }).ToList();
        Assert.Empty(await FindingsAsync(before, before.Select(park => park with { Members = [("b", "2"), ("a", "1")] })));
        Assert.Equal("b", Assert.Single(await FindingsAsync(before, before.Select(park => park with { Members = [("b", "3"), ("a", "1")] }))).Subject);
    }

    [Fact]
    public async Task New_entry_dates_are_what_providers_set_whenever_they_publish()
    {
        Assert.Empty(await FindingsAsync(Town.Parks(100), Town.Parks(100).Select(park => park with { EntryDate = "2024-05-01" })));
    }

    [Fact]
    public async Task An_organisation_without_entities_is_told_of_by_its_name()
    {
        var before = Town.Parks(100).Select(park => park with { Organisation = park.Entity <= 2 ? "601" : "600" }).ToList();
        var findings = await FindingsAsync(before, before.Select(park => park with { Organisation = "600" }));

        Assert.Equal(new GuardFinding("vanished-provider", "local-authority:BBB", "It had 2 entities and has none now."), Assert.Single(findings));
    }

    [Fact]
    public async Task A_providers_file_that_lost_half_of_its_rows_is_told_of_although_every_entity_is_there()
    {
        _town.Build(Town.Parks(40), [("r1", 20), ("r2", 20)]);
        await _town.PublishAsync();
        _town.Folder.Write(
            "resource.csv",
            "resource,organisations,endpoints,start-date,end-date",
            "r1,local-authority:AAA,e1,2024-01-01,2024-04-30",
            "r2,local-authority:BBB,e2,2024-01-01,2024-04-30",
            "r3,local-authority:AAA,e1,2024-05-01,");
        _town.Build(Town.Parks(40, "new"), [("r1", 20), ("r2", 20), ("r3", 10)]);

        var findings = (await _town.PublishAsync()).Findings;

        Assert.Contains(
            new GuardFinding("provider-rows", "local-authority:AAA", "The file at https://a.example/parks.csv gave 20 rows and gives 10 now (-50 %)."),
            findings);
        Assert.DoesNotContain(findings, finding => finding.Subject.Contains("BBB", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_provider_whose_latest_file_gives_nothing_has_vanished()
    {
        _town.Build(Town.Parks(40), [("r1", 4), ("r2", 20)]);
        await _town.PublishAsync();
        _town.Build(Town.Parks(41), [("r1", 0), ("r2", 20)]);

        Assert.Equal(new GuardFinding("vanished-provider", "local-authority:AAA", "Its files gave 4 rows and give none now."), Assert.Single((await _town.PublishAsync()).Findings));
    }

    [Theory]
    [InlineData("dataset,guard,field,limit,at-least", ",entity-count,,0.6,", true)]
    [InlineData("dataset,guard,field,limit,at-least", "park,entity-count,,,51", true)]
    [InlineData("dataset,guard,field,limit,at-least", "tree,entity-count,,0.6,", false)]
    [InlineData("guard,limit", "entity-count,0.6", true)]
    public async Task Limits_of_publication_csv_hold_for_their_datasets(string header, string row, bool passes)
    {
        _town.Folder.Write("pipeline/publication.csv", header, row);
        Assert.Equal(passes, (await FindingsAsync(Town.Parks(100), Town.Parks(50))).Count == 0);
    }

    [Fact]
    public void The_most_special_row_wins_and_blank_numbers_leave_the_others()
    {
        _town.Folder.Write(
            "pipeline/publication.csv",
            "dataset,guard,field,limit,at-least",
            "park,value-change,name,0.9,",
            "park,value-change,,0.5,7",
            ",value-change,name,0.1,99",
            ",value-change,,0.2,");
        var limits = GuardLimits.Load(_town.Folder["pipeline"], Town.Dataset);
        var guard = PublicationGuards.All.OfType<ValueChangeGuard>().Single();

        Assert.Equal(new GuardLimit(0.9, 7), limits.Of(guard, "name"));
        Assert.Equal(new GuardLimit(0.5, 7), limits.Of(guard, "notes"));
        Assert.Equal(new GuardLimit(0.5, 7), limits.Of(guard, "entry-date"));
        Assert.Equal(new GuardLimit(1, 10), GuardLimits.Defaults.Of(guard, "entry-date"));
    }

    [Theory]
    [InlineData("park,entity-cuont,,0.1,", "there is no guard 'entity-cuont'")]
    [InlineData("park,rolled-back,,0.1,", "there is no guard 'rolled-back' that has a limit")]
    [InlineData("park,entity-count,,ten,", "the limit is 'ten'")]
    public void A_row_that_cannot_be_understood_is_refused_with_its_place(string row, string message)
    {
        _town.Folder.Write("pipeline/publication.csv", "dataset,guard,field,limit,at-least", row);

        var failure = Assert.Throws<RunFailedException>(() => GuardLimits.Load(_town.Folder["pipeline"], Town.Dataset));

        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
        Assert.Contains("publication.csv, record 2", failure.Message, StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<GuardFinding>> FindingsAsync(IEnumerable<Park> before, IEnumerable<Park> after)
    {
        _town.Build(before);
        await _town.PublishAsync("the start");
        _town.Build(after);
        return (await _town.PublishAsync()).Findings;
    }
}
