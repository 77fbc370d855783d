using DigitalLand.Testing;
using DigitalLand.Transform.Lookups;

namespace DigitalLand.Transform.Tests.Lookups;

public sealed class LookupTableTests
{
    [Theory]
    [InlineData("AB/1")]
    [InlineData("ab1")]
    [InlineData("A_B 1")]
    [InlineData("áAB1")]
    public void References_that_look_alike_are_one(string reference) => Assert.Equal("7", Tables.Of(["park,,,,Ab.1,7"]).Table.Find("PARK", reference, ""));

    [Fact]
    public void A_letter_beyond_ASCII_whose_lower_case_is_within_is_that_letter_in_the_file_as_in_the_entry()
    {
        var table = Tables.Of(["park,,,local-authority-eng:\u212A,\u212A1,7", "park,,,,é2,8"]).Table;
        Assert.Equal("7", table.Find("park", "k1", "local-authority:k"));
        Assert.Equal("7", table.Find("park", "\u212A1", "local-authority:K"));
        Assert.Equal("8", table.Find("park", "2", ""));
    }

    [Fact]
    public void Of_many_rows_the_last_with_a_key_counts_as_in_a_dictionary()
    {
        var random = new Random(3107);
        var twin = new Dictionary<(string Prefix, string Reference, string Organisation), string>();
        var rows = new List<string>();
        for (var i = 0; i < 30000; i++)
        {
            var (prefix, organisation) = ($"p{random.Next(3)}", random.Next(4) is > 0 and var n ? $"local-authority:{n}" : "");
            var reference = $"r{random.Next(9000)}{new string('x', random.Next(2000) == 0 ? random.Next(150000) : 0)}";
            var entity = random.Next(20) == 0 ? "" : $"{i}";
            rows.Add($"{prefix},,,{organisation},{reference},{entity}");
            twin[(prefix, reference, organisation)] = entity;
        }

        var table = Tables.Of([.. rows]).Table;

        Assert.All(twin, pair => Assert.Equal(pair.Value, table.Find(pair.Key.Prefix, pair.Key.Reference, pair.Key.Organisation)));
        Assert.Equal("", table.Find("p9", "r1", ""));
    }

    [Fact]
    public void A_hyphen_is_part_of_a_reference() => Assert.Equal("", Tables.Of(["park,,,,ab1,7"]).Table.Find("park", "ab-1", ""));

    [Fact]
    public void An_organisations_reference_is_its_own_with_or_without_the_country()
    {
        var table = Tables.Of(["park,,,local-authority-eng:A,1,7"]).Table;
        Assert.Equal("7", table.Find("park", "1", "local-authority:A"));
        Assert.Equal("7", table.Find("park", "1", "local-authority-eng:A"));
        Assert.Equal("", table.Find("park", "1", "local-authority:B"));
        Assert.Equal("", table.Find("park", "1", ""));
    }

    [Fact]
    public void A_later_row_with_the_same_key_counts_even_when_it_is_blank()
    {
        Assert.Equal("8", Tables.Of(["park,,,,1,7", "Park,,,,1.,8"]).Table.Find("park", "1", ""));
        Assert.Equal("", Tables.Of(["park,,,,1,7", "park,,,,1,"]).Table.Find("park", "1", ""));
    }

    [Fact]
    public void A_number_of_an_entry_counts_only_where_the_row_has_no_reference()
    {
        var table = Tables.Of(["park,,5,,,7", "park,,6,,r,8", "park,,7,local-authority:A,,9"]).Table;
        Assert.Equal("7", table.FindByEntryNumber(5, "park"));
        Assert.Equal("", table.FindByEntryNumber(6, "park"));
        Assert.Equal("", table.FindByEntryNumber(7, "park"));
        Assert.Equal("", table.FindByEntryNumber(5, "tree"));
        Assert.Equal("", table.Find("park", "r", ""));
    }

    [Fact]
    public void Rows_of_a_resource_lie_over_the_general_ones_and_only_for_it()
    {
        var table = Tables.Of(["park,,,,1,7", "park,R,,,1,8", "park,R,,,2,9"]).Table;
        Assert.Equal(("8", "9"), (table.ForResource("R").Find("park", "1", ""), table.ForResource("R").Find("park", "2", "")));
        Assert.Equal(("7", ""), (table.ForResource("S").Find("park", "1", ""), table.ForResource("S").Find("park", "2", "")));
        Assert.Equal("7", table.Find("park", "1", ""));
    }

    [Fact]
    public void Legacy_columns_stand_for_the_present_ones_and_every_dataset_counts()
    {
        using var folder = new TemporaryDirectory();
        folder.Write("lookup.csv", "prefix,dataset,pipeline,reference,value,entity", ",tree,x,,v,1", ",,park,,w,2", "lake,tree,park,r,v,3");
        var table = LookupTable.Load(folder.Path);
        Assert.Equal(["1", "2", "3", ""], [table.Find("tree", "v", ""), table.Find("park", "w", ""), table.Find("lake", "r", ""), table.Find("lake", "v", "")]);
    }

    [Fact]
    public void An_entity_belongs_to_an_organisation_if_any_row_gives_it_to_one()
    {
        var table = Tables.Of(["park,,,,1,7", "tree,,,local-authority:A,x,7", "park,,,development-corporation:A,2,8", "park,,,government-organisation:A,3,9", "park,,,national-park:A,4,10"]).Table;
        Assert.Equal([true, true, true, false, false], new[] { "7", "8", "9", "10", "" }.Select(table.BelongsToAnOrganisation));
    }

    [Fact]
    public void No_file_is_an_empty_table()
    {
        using var folder = new TemporaryDirectory();
        Assert.Equal("", LookupTable.Load(folder.Path).Find("park", "1", ""));
    }

    [Fact]
    public void A_very_long_reference_is_looked_up_whole()
    {
        var reference = new string('x', 2000);
        Assert.Equal("7", Tables.Of([$"park,,,,{reference},7"]).Table.Find("park", reference, ""));
        Assert.Equal("", Tables.Of([$"park,,,,{reference},7"]).Table.Find("park", reference + "y", ""));
    }
}
