using DigitalLand.Datasets.Builder.Tasks;

namespace DigitalLand.Datasets.Tests.Builder;

using Row = Dictionary<string, string?>;

/// <summary>Tasks of inputs made by chance, against the rules said plainly.</summary>
public sealed class TaskTwinTests
{
    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    public void Tasks_are_those_of_the_plain_rules(int seed)
    {
        using var country = RandomCountry.Create(seed);
        country.Build();

        var twin = new Twin(country);
        var expected = twin.LogTasks().Concat(twin.IssueTasks()).ToList();

        Assert.NotEmpty(expected);
        Assert.Equal(
            expected.Order(StringComparer.Ordinal),
            country.Performance("SELECT dataset, organisation, endpoint, resource, details, severity, responsibility, task_source, reference FROM task")
                .Select(row => string.Join('|', row))
                .Order(StringComparer.Ordinal));
    }

    private sealed class Twin(BuilderCountry country)
    {
        private readonly List<Row> _logs = Table(country, "log");
        private readonly List<Row> _sources = [.. Table(country, "source").Where(source => source["end_date"]!.Length == 0 && source["endpoint"]!.Length > 0)];
        private readonly List<Row> _pipelines = Table(country, "source_pipeline");

        public HashSet<string> LogTasks()
        {
            var tasks = new HashSet<string>(StringComparer.Ordinal);
            var active = Active();
            foreach (var log in _logs.Where(log => log["status"] != "200"))
            {
                var servers = active.Where(pair => pair.Value == log["resource"]).Select(pair => pair.Key).DefaultIfEmpty("");
                foreach (var server in servers)
                {
                    var datasets = Datasets(server).DefaultIfEmpty("").ToList();
                    datasets = datasets[0]!.Length > 0 ? datasets : [.. Datasets(log["endpoint"]!).DefaultIfEmpty("")];
                    var organisation = Organisation(server) is { Length: > 0 } known ? known : Organisation(log["endpoint"]!);
                    var details = TaskText.LogDetails(log["status"]!, log["exception"]!);
                    tasks.UnionWith(datasets.Select(dataset => Line(dataset!, organisation, log["endpoint"]!, log["resource"]!, details, "error", "external", "log")));
                }
            }

            return tasks;
        }

        public IEnumerable<string> IssueTasks()
        {
            var owners = Active().SelectMany(pair => Organisation(pair.Key).Split(';'), (pair, organisation) => (Resource: pair.Value, Organisation: organisation, Endpoint: pair.Key))
                .GroupBy(owner => (owner.Resource, owner.Organisation))
                .Select(owner => (owner.Key.Resource, owner.Key.Organisation, Endpoint: owner.Select(one => one.Endpoint).Order(StringComparer.Ordinal).First()));
            return from owner in owners
                   from issue in Table(country, "issue")
                   where issue["resource"] == owner.Resource
                   from type in Table(country, "issue_type")
                   where type["issue_type"] == issue["issue_type"] && type["severity"] is "error" or "warning" or "notice"
                   group issue by (issue["dataset"], owner, issue["issue_type"], issue["field"], type["severity"], type["responsibility"]) into issues
                   let key = issues.Key
                   select Line(key.Item1!, key.owner.Organisation, key.owner.Endpoint, key.owner.Resource, TaskText.IssueDetails(key.Item3!, issues.Count(), key.Item4!), key.Item5!, key.Item6!, "issue");
        }

        private static string Line(string dataset, string organisation, string endpoint, string resource, string details, string severity, string responsibility, string source) =>
            string.Join('|', dataset, organisation, endpoint, resource, details, severity, responsibility, source, TaskText.Reference(dataset, organisation, endpoint, resource, source, details));

        private static List<Row> Table(BuilderCountry country, string table)
        {
            var columns = BuilderCountry.Query(country.Outputs.DigitalLand, $"SELECT name FROM pragma_table_info('{table}')").ConvertAll(row => row[0]!);
            return BuilderCountry.Query(country.Outputs.DigitalLand, $"SELECT * FROM {table} ORDER BY rowid").ConvertAll(row => new Row(columns.Zip(row, KeyValuePair.Create), StringComparer.Ordinal));
        }

        /// <summary>The resource that each endpoint serves.</summary>
        private Dictionary<string, string> Active() => _logs
            .Where(log => log["status"] == "200" && log["resource"]!.Length > 0)
            .GroupBy(log => log["endpoint"]!, StringComparer.Ordinal)
            .ToDictionary(
                logs => logs.Key,
                logs => logs.OrderByDescending(log => log["entry_date"], StringComparer.Ordinal).ThenBy(log => log["resource"], StringComparer.Ordinal).First()["resource"]!,
                StringComparer.Ordinal);

        private List<string?> Datasets(string endpoint) =>
            [.. _sources.Where(source => source["endpoint"] == endpoint).SelectMany(source => _pipelines.Where(pair => pair["source"] == source["source"])).Select(pair => pair["pipeline"]).Distinct(StringComparer.Ordinal)];

        private string Organisation(string endpoint) => _sources.Find(source => source["endpoint"] == endpoint)?["organisation"] ?? "";
    }
}
