using DigitalLand.Core.Text;
using DigitalLand.Datasets.Publication.Compare;

namespace DigitalLand.Datasets.Tests.Publication;

public sealed class ComparisonTests
{
    /// <summary>The comparison in one pass says what looking everything up says.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Random_datasets_compare_as_a_naive_twin_compares_them(int seed)
    {
        var random = new Random(seed);
        using var town = new Town();
        var before = Some(random);
        var after = Some(random);
        town.Build(before.Values);
        File.Move(town.Folder["built/park/dataset/park.sqlite3"], town.Folder["before.sqlite3"]);
        town.Build(after.Values);

        var comparison = DatasetComparison.Of(town.Folder["before.sqlite3"], town.Folder["built/park/dataset/park.sqlite3"], Town.Cancel);

        Assert.Equal((new Change(before.Count, after.Count), before.Keys.Except(after.Keys).Count(), after.Keys.Except(before.Keys).Count()), (comparison.Entities, (int)comparison.Gone, (int)comparison.Added));
        var fields = before.Values.Concat(after.Values).SelectMany(park => Values(park).Keys).Distinct(StringComparer.Ordinal).Order(CodePointComparer.Instance);
        Assert.Equal(fields.Select(field => Naive(field, before, after)), comparison.Fields);
        Assert.Equal(before.Values.Count(park => park.Organisation == "601"), comparison.Organisations.GetValueOrDefault("601").Live);
    }

    private static SortedDictionary<long, Park> Some(Random random)
    {
        var parks = new SortedDictionary<long, Park>();
        for (var i = 0; i < 60; i++)
        {
            var entity = random.NextInt64(1, 100);
            var members = new[] { "a", "b", "c" }.Where(_ => random.Next(2) == 0).Select(field => (field, random.Next(4) == 0 ? "" : $"{random.Next(3)}")).ToArray();
            parks[entity] = new Park(entity, random.Next(5) == 0 ? "" : $"{random.Next(4)}", $"60{random.Next(2)}", "2024-01-01", members);
        }

        return parks;
    }

    private static Dictionary<string, string> Values(Park park) => park.Members.Select(member => (member.Field, member.Value))
        .Concat([("name", park.Name), ("organisation-entity", park.Organisation), ("entry-date", park.EntryDate)])
        .Where(pair => pair.Item2.Length > 0)
        .ToDictionary(pair => pair.Item1, pair => pair.Item2, StringComparer.Ordinal);

    private static FieldComparison Naive(string field, SortedDictionary<long, Park> before, SortedDictionary<long, Park> after)
    {
        string? Of(SortedDictionary<long, Park> parks, long entity) => parks.TryGetValue(entity, out var park) ? Values(park).GetValueOrDefault(field) : null;
        var both = before.Keys.Intersect(after.Keys).Where(entity => Of(before, entity) is not null && Of(after, entity) is not null).ToList();
        return new FieldComparison(
            field,
            new Change(before.Keys.Count(entity => Of(before, entity) is not null), after.Keys.Count(entity => Of(after, entity) is not null)),
            both.Count,
            both.Count(entity => Of(before, entity) != Of(after, entity)));
    }
}
