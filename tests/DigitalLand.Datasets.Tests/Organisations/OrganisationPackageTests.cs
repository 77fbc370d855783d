using System.Net;
using System.Net.Http;
using DigitalLand.Core;
using DigitalLand.Core.Csv;
using DigitalLand.Core.Specifications;
using DigitalLand.Datasets.Packages.Organisations;
using DigitalLand.Datasets.Tests.Expectations;

namespace DigitalLand.Datasets.Tests.Organisations;

public sealed class OrganisationPackageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Specification _specification;

    public OrganisationPackageTests()
    {
        SmallSpecification.Write(_folder);
        _folder.Write("specification/schema-field.csv", ["schema,field", .. "dataset end-date entity name organisation reference wikidata".Split(' ').Select(field => $"organisation,{field}")]);
        _folder.Write("specification/dataset.csv", "dataset,typology,end-date", "local-authority,organisation,", "old-authority,organisation,2020-01-01", "park,geography,", "nonprofit,organisation,", "../escape,organisation,");
        _specification = Specification.Load(_folder["specification"]);
    }

    [Fact]
    public void Flattened_entries_become_rows_in_the_order_of_datasets()
    {
        _folder.Write("flat/nonprofit.csv", "dataset,typology,entity,reference,organisation,name,wiki_data", "nonprofit,organisation,7,Q1,nonprofit:X,\"A, B\",Q", "nonprofit,geography,8,Q2,,no organisation,");
        _folder.Write("flat/local-authority.csv", "entity,dataset,typology,reference,end_date,wikidata", "5,local-authority,organisation,AAA,2024-01-01,Q5", "", "6,local-authority,organisation,BBB");
        _folder.Write("flat/internal-drainage-board.csv", "entity,dataset,typology,reference", "9,internal-drainage-board,organisation,I");
        var outcome = OrganisationPackage.CreateFromFlattened(_folder["flat"], _specification, _folder["organisation.csv"]);
        Assert.Equal(3, outcome.Organisations);
        Assert.Equal(10, outcome.Missing.Count);
        Assert.Equal(
            "dataset,end-date,entity,name,organisation,reference,wikidata\r\n"
            + "local-authority,2024-01-01,5,,local-authority:AAA,AAA,Q5\r\n"
            + "local-authority,,6,,local-authority:BBB,BBB,\r\n"
            + "nonprofit,,7,\"A, B\",nonprofit:X,Q1,\r\n",
            File.ReadAllText(_folder["organisation.csv"]));
    }

    [Fact]
    public void The_members_of_dumped_entries_count_more_than_their_columns()
    {
        _folder.Write(
            "dump/company.csv",
            "dataset,end_date,entity,json,name,organisation_entity,reference,typology",
            """company,"",1,"{""name"":""Ü & Co"",""wikidata"":1.50,""organisation"":""company:other"",""end-date"":null,""further"":1}",a,1,C1,organisation""",
            """company,2020,2,,"b",2,C2,organisation""");
        _folder.Write("dump/nonprofit.csv", "dataset,entity,reference,typology,json", "nonprofit,3,N,organisation,{}");
        OrganisationPackage.CreateFromEntries(_folder["dump"], _specification, _folder["organisation.csv"]);
        Assert.Equal(
            "dataset,end-date,entity,name,organisation,reference,wikidata\r\ncompany,,1,Ü & Co,company:other,C1,1.5\r\ncompany,2020,2,b,company:C2,C2,\r\n",
            File.ReadAllText(_folder["organisation.csv"]));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    public void A_json_that_cannot_be_read_stops_the_run_and_leaves_the_earlier_file(string json)
    {
        _folder.Write("organisation.csv", "earlier");
        _folder.Write("dump/company.csv", "dataset,entity,json,organisation_entity,reference,typology", $"company,1,{json},1,C1,organisation");
        var error = Assert.Throws<RunFailedException>(() => OrganisationPackage.CreateFromEntries(_folder["dump"], _specification, _folder["organisation.csv"]));
        Assert.Contains("company.csv, record 2", error.Message, StringComparison.Ordinal);
        Assert.Equal("earlier\n", File.ReadAllText(_folder["organisation.csv"]));
    }

    [Fact]
    public async Task Current_datasets_of_organisations_are_fetched()
    {
        using var site = new FakePlatform().Answer("/files/local-authority.csv", "a\r\nb\r\n");
        using var client = new HttpClient(site);
        var missing = await OrganisationDownload.FetchAsync(
            client, new Uri("http://site.test/files"), _specification, _folder["cache"], new HurriedClock(TimeSpan.FromMinutes(1)), TestContext.Current.CancellationToken);
        Assert.Equal(["nonprofit"], missing);
        Assert.Equal(["http://site.test/files/local-authority.csv", "http://site.test/files/nonprofit.csv"], site.Asked);
        Assert.Equal("a\r\nb\r\n", await File.ReadAllTextAsync(_folder["cache/local-authority.csv"], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_site_in_trouble_stops_the_run()
    {
        using var site = new FakePlatform();
        for (var i = 0; i < 20; i++)
        {
            site.Trouble.Enqueue(HttpStatusCode.BadGateway);
        }

        using var client = new HttpClient(site);
        var error = await Assert.ThrowsAsync<RunFailedException>(() => OrganisationDownload.FetchAsync(
            client, new Uri("http://site.test"), _specification, _folder["cache"], new HurriedClock(TimeSpan.FromMinutes(1)), TestContext.Current.CancellationToken));
        Assert.Contains("'local-authority' could not be fetched: 502 Server Error", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Identifiers_are_checked_organisation_by_organisation()
    {
        var organisations = CsvTable.Read(_folder.Write(
            "organisation.csv",
            "organisation,dataset,entity,prefix,reference,end-date,wikidata,local-planning-authority,local-authority-type,billing-authority,opendatacommunities-uri",
            "local-authority:A,local-authority,1,local-authority,A,,Q1,E1,,B1,http://a",
            "local-authority:B,local-authority,1,local-authority,B,,Q1,E9,,B1,http://a",
            "local-authority:C,local-authority,3,local-authority,C,2020-01-01,,,DIS,,",
            "local-authority:D,local-authority,4,local-authority,D,,,,CTY,B4,http://d",
            "government-organisation:E,government-organisation,5,government-organisation,E,,,,,,",
            ",nonprofit,600001,nonprofit,F,,Q1,,,B6,http://f",
            "local-authority:A,,,,,,,,,,http://later"));
        var authorities = CsvTable.Read(_folder.Write("lpa.csv", "reference,name", "E1,one", "E2,two"));
        var issues = OrganisationCheck.Run(organisations, authorities);
        OrganisationCheck.Write(_folder["check.csv"], issues);
        Assert.Equal(
            """
            datapackage,severity,entity,prefix,reference,issue,field,value
            organisation,error,1,local-authority,B,duplicate entity,,
            organisation,error,1,local-authority,B,duplicate value,wikidata,Q1
            organisation,error,1,local-authority,B,unknown,local-planning-authority,E9
            organisation,error,1,local-authority,B,duplicate value,billing-authority,B1
            organisation,warning,3,local-authority,C,missing,local-planning-authority,
            organisation,warning,3,local-authority,C,missing,billing-authority,
            organisation,warning,3,local-authority,C,missing,opendatacommunities-uri,
            organisation,warning,600001,nonprofit,F,duplicate value,wikidata,Q1

            """.ReplaceLineEndings("\r\n"),
            File.ReadAllText(_folder["check.csv"]));
        Assert.Equal("error local-authority:B unknown local-planning-authority E9", issues[2].Sentence);
    }

    public void Dispose() => _folder.Dispose();
}
