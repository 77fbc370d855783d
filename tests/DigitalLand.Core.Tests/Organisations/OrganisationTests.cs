using DigitalLand.Core.Csv;
using DigitalLand.Core.Organisations;
using DigitalLand.Testing;

namespace DigitalLand.Core.Tests.Organisations;

public sealed class OrganisationTests : IDisposable
{
    private const string Header = "organisation,name,opendatacommunities-uri,statistical-geography";
    private const string Lambeth = "local-authority:LBH,London Borough of Lambeth,http://opendatacommunities.org/id/london-borough-council/Lambeth,E09000022";

    private readonly TemporaryDirectory _folder = new();

    [Theory]
    [InlineData("local-authority:LBH")]
    [InlineData("LOCAL-AUTHORITY:lbh")]
    [InlineData("local-authority-eng:LBH")]
    [InlineData("http://opendatacommunities.org/id/london-borough-council/lambeth")]
    [InlineData("HTTPS://opendatacommunities.org/id/london-borough-council/LAMBETH")]
    [InlineData("http://opendatacommunities.org/doc/london-borough-council/lambeth")]
    [InlineData("https://opendatacommunities.org/doc/london-borough-council/lambeth")]
    [InlineData("Lambeth")]
    [InlineData("e09000022")]
    [InlineData("http://opendatacommunities.org/id/geography/administration/nmd/E09000022")]
    [InlineData("http://opendatacommunities.org/id/geography/administration/ua/E09000022")]
    [InlineData("http://opendatacommunities.org/id/geography/administration/npark/E09000022")]
    [InlineData("http://opendatacommunities.org/resource?uri=http://opendatacommunities.org/id/geography/administration/nmd/E09000022")]
    [InlineData("http://opendatacommunities.org/id/geography/administration/nmd/http://opendatacommunities.org/id/geography/administration/ua/Lambeth")]
    public void An_organisation_is_known_by_its_code_its_URI_and_its_statistical_geography(string value) => Assert.Equal("local-authority:LBH", Lookup(value, Lambeth));

    [Theory]
    [InlineData("")]
    [InlineData("London Borough of Lambeth")]
    [InlineData("http://opendatacommunities.org/id/london-borough-council/lambeth/")]
    [InlineData("HTTP://opendatacommunities.org/id/geography/administration/nmd/E09000022")]
    [InlineData("brownfield-land:Lambeth")]
    [InlineData(" local-authority:LBH")]
    public void Anything_else_means_nobody(string value) => Assert.Equal("", Lookup(value, Lambeth));

    [Fact]
    public void A_trailing_slash_of_the_URI_is_not_part_of_its_last_name() =>
        Assert.Equal("a:1", Lookup("lambeth", "a:1,,http://x/id/Lambeth/,E1"));

    [Fact]
    public void An_older_code_has_its_page_too()
    {
        string[] rows = ["local-authority-eng:XYZ,,http://x/id/xyz,E1"];
        Assert.Equal("local-authority-eng:XYZ", Lookup("https://digital-land.github.io/organisation/local-authority-eng/xyz/", rows));
        Assert.Equal("local-authority-eng:XYZ", Lookup("local-authority-eng:xyz", rows));
        Assert.Equal("", Lookup("local-authority:XYZ", rows));
    }

    [Fact]
    public void A_later_row_with_the_same_URI_takes_it() => Assert.Equal("b:2", Lookup("http://x/id/u", "a:1,,http://x/id/u,E1", "b:2,,http://x/id/u,E2"));

    /// <summary>
    /// a:1 and b:2 share the blank URI, which is b:2's at the end; so E1, first found through a:1's row, means b:2 as well. The code
    /// itself is assigned last and stays its own.
    /// </summary>
    [Fact]
    public void Organisations_without_a_URI_share_one_and_the_last_owns_it()
    {
        string[] rows = ["a:1,,,E1", "b:2,,,E2", "c:3,,http://x/id/u,E3"];
        Assert.Equal("b:2", Lookup("E1", rows));
        Assert.Equal("b:2", Lookup("E2", rows));
        Assert.Equal("c:3", Lookup("E3", rows));
        Assert.Equal("a:1", Lookup("A:1", rows));
        Assert.Equal("b:2", Lookup("b:2", rows));
    }

    /// <summary>c:3 has a URI and no geography, so its row makes the blank key mean c:3's URI; every row without URI then leads there.</summary>
    [Fact]
    public void A_blank_geography_of_an_organisation_with_a_URI_takes_over_the_blank_URI()
    {
        string[] rows = ["a:1,,,E1", "c:3,,http://x/id/u,"];
        Assert.Equal("c:3", Lookup("E1", rows));
        Assert.Equal("c:3", Lookup("u", rows));
        Assert.Equal("a:1", Lookup("a:1", rows));
    }

    /// <summary>The other way round the blank URI comes last and stays its own.</summary>
    [Fact]
    public void A_later_row_without_a_URI_takes_the_blank_key_back()
    {
        string[] rows = ["c:3,,http://x/id/u,", "a:1,,,E1"];
        Assert.Equal("a:1", Lookup("E1", rows));
        Assert.Equal("c:3", Lookup("u", rows));
    }

    [Fact]
    public void Random_tables_with_blanks_mean_what_the_plain_algorithm_makes_of_them()
    {
        var random = new Random(Seed.New());
        for (var round = 0; round < 300; round++)
        {
            var rows = Enumerable.Range(0, random.Next(1, 6))
                .Select(i => (Organisation: $"{Pick("local-authority-eng", "local-authority", "x")}:{Pick("A", "b", "C")}", Uri: Pick("", "", "http://o/id/A", "http://o/id/b/", "http://o/id/A/"), Geography: Pick("", "E1", "a")))
                .ToList();
            var plain = Plain(rows);
            var organisation = Read([.. rows.Select(row => $"{row.Organisation},,{row.Uri},{row.Geography}")]);
            foreach (var key in plain.Keys.Where(key => key.Length > 0 && !key.Any(char.IsAsciiLetterUpper)))
            {
                Assert.True(plain[key] == organisation.Lookup(key), $"'{key}' of {string.Join(' ', rows)}");
            }
        }

        string Pick(params string[] choices) => choices[random.Next(choices.Length)];
    }

    [Fact]
    public void Without_a_column_of_URIs_only_codes_are_known()
    {
        var organisation = new Organisation(CsvTable.Read(_folder.Write("organisation.csv", "organisation,statistical-geography", "a:1,E1")));
        Assert.Equal("a:1", organisation.Lookup("A:1"));
        Assert.Equal("", organisation.Lookup("E1"));
    }

    [Fact]
    public void A_table_of_something_else_is_wrong_use()
    {
        var path = _folder.Write("x.csv", "name", "Lambeth");
        Assert.Equal(
            $"'{path}' is not a file of organisations: it has no column 'organisation'.",
            Assert.Throws<WrongUseException>(() => new Organisation(CsvTable.Read(path))).Message);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>The reference's assignments, one by one.</summary>
    private static Dictionary<string, string> Plain(List<(string Organisation, string Uri, string Geography)> rows)
    {
        var lookup = new Dictionary<string, string>();
        var uris = new OrderedDictionary<string, string>();
        foreach (var (organisation, address, geography) in rows)
        {
            var uri = address.ToLowerInvariant();
            lookup[organisation] = organisation;
            lookup[uri] = organisation;
            uris[organisation.ToLowerInvariant()] = uri;
            uris[uri] = uri;
            uris[uri.Replace("http:", "https:")] = uri;
            uris[uri.Replace("/id/", "/doc/")] = uri;
            uris[uri.Replace("/id/", "/doc/").Replace("http:", "https:")] = uri;
            uris[uri.TrimEnd('/')[(uri.TrimEnd('/').LastIndexOf('/') + 1)..]] = uri;
            uris[geography.ToLowerInvariant()] = uri;
            if (organisation.Contains("local-authority-eng"))
            {
                uris[$"https://digital-land.github.io/organisation/{organisation}/".ToLowerInvariant().Replace("-eng:", "-eng/")] = uri;
            }
        }

        foreach (var key in uris.Keys)
        {
            lookup[key] = lookup[uris[uris[key]]];
        }

        foreach (var (organisation, _, _) in rows)
        {
            lookup[organisation.ToLowerInvariant()] = organisation;
        }

        return lookup;
    }

    private Organisation Read(params string[] rows) => new(CsvTable.Read(_folder.Write("organisation.csv", [Header, .. rows])));

    private string Lookup(string value, params string[] rows) => Read(rows).Lookup(value);
}
