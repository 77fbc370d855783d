namespace DigitalLand.Datasets.Tests.Builder;

/// <summary>Small inputs of every kind by chance, with few values so that rows meet, tie and miss each other often.</summary>
internal static class RandomCountry
{
    private static readonly string[] Pipelines = ["tree", "park", "bench"];

    public static BuilderCountry Create(int seed)
    {
        var random = new Random(seed);
        var country = new BuilderCountry();
        string Pick(params string[] values) => values[random.Next(values.Length)];
        string Day(int from = 1) => $"2024-05-{random.Next(from, 10):00}";
        string Second() => $"{Day()}T0{random.Next(3)}:00:00.5";

        country.Folder.Write(
            "specification/provision.csv",
            ["organisation,dataset,provision-reason,cohort,project,end-date", .. Many(random, 16, () => $"local-authority:{Pick("A", "B", "X")},{Pick(Pipelines)},{Pick("statutory", "expected")},{Pick("", "c1")},,{Pick("", "", "2024-01-01")}")]);
        foreach (var (collection, number) in new[] { ("tree", 0), ("park", 1) })
        {
            string Endpoint() => $"e{number}{random.Next(5)}";
            string Resource() => $"{number}{random.Next(6):x}";
            country.Add(collection, "endpoint", Enumerable.Range(0, 5).Select(i => $"e{number}{i},https://{i},,,{Second()},,{Pick("", "", "", "2024-04-01")}"));
            country.Add(collection, "source", Many(random, 20, () =>
                $"s,,{collection},{Pick("", "https://doc")},{Pick(Endpoint(), Endpoint(), Endpoint(), "")},{Pick("", "ogl3")},{Pick("local-authority:A", "local-authority-eng:A", "local-authority:B", "nobody")},{string.Join(';', Pipelines.Where(_ => random.Next(2) == 0))},{Day()},,{Pick("", "", "2024-03-01")}"));
            country.Add(collection, "resource", Enumerable.Range(0, 5).Select(i => $"{number}{i},1,,,{Endpoint()};{Endpoint()},{Day()},{Pick("", "", "2024-05-02")}"));
            country.Add(collection, "log", Many(random, 40, () =>
            {
                var status = Pick("200", "200", "200", "200", "404", "500", "");
                return $"1,,0.5,{Endpoint()},{(status == "200" ? Pick(Resource(), Resource(), Resource(), "") : Pick("", "", Resource()))},{status},{Second()},,,{(status.Length == 0 ? Pick("Timeout", "SSLError") : "")}";
            }));
            foreach (var dataset in Pipelines)
            {
                for (var i = 0; i < 5; i++)
                {
                    country.Log(collection, "issue", dataset, $"{number}{i}", ["dataset,line-number,entry-number,field,entity,issue-type,value,message", .. Many(random, 6, () => $"{dataset},2,1,{Pick("name", "geometry")},,{Pick("bad", "own", "odd", "note", "hint", "unheard of")},,")]);
                    country.Log(collection, "var/column-field", dataset, $"{number}{i}", ["dataset,resource,column,field", .. Many(random, 5, () => $",,{Pick("Name", "start date", "Start_Date", "WKT", "geometry")},{Pick("name", "start-date", "geometry", "point")}")]);
                }
            }
        }

        Provide(country, random, Pick);
        return country;
    }

    /// <summary>What provision quality is made of: owners, designated providers, and those whose references were looked up.</summary>
    private static void Provide(BuilderCountry country, Random random, Func<string[], string> pick)
    {
        string[] organisations = ["local-authority:A", "local-authority:B", "government-organisation:G", "local-authority:Gone", "nobody"];
        country.Folder.Write(
            "archive/organisation-collection/dataset/organisation.csv",
            "organisation,name,entity,dataset,end-date",
            "local-authority:A,Ay,1,local-authority,",
            "local-authority:B,bee,2,local-authority,",
            "government-organisation:G,Gov,3,government-organisation,",
            "local-authority:Gone,Gone,4,local-authority,2020-01-01");
        foreach (var (collection, dataset) in new[] { ("tree", "tree"), ("park", "park"), ("park", "bench") })
        {
            country.Assembled(collection, dataset, Enumerable.Range(0, 8).Select(i => (i, random.Next(6).ToString(System.Globalization.CultureInfo.InvariantCulture), pick(["some", "some", "authoritative", "else"]))));
        }

        foreach (var collection in new[] { "tree", "park" })
        {
            country.Configuration(collection, "entity-organisation", ["dataset,entity-minimum,entity-maximum,organisation", .. Many(random, 3, () => $"{pick(Pipelines)},1,2,{pick(organisations)}")]);
            country.Configuration(collection, "lookup", ["prefix,organisation,reference,entity", .. Many(random, 14, () => $"x,{pick(organisations)},r,{random.Next(8)}")]);
        }
    }

    private static List<string> Many(Random random, int most, Func<string> line) =>
        [.. Enumerable.Range(0, random.Next(most / 2, most + 1)).Select(_ => line())];
}
