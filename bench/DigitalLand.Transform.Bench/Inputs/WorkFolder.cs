namespace DigitalLand.Transform.Bench.Inputs;

/// <summary>A folder laid out as the program's verbs expect it; it goes away with this.</summary>
internal sealed class WorkFolder : IDisposable
{
    /// <summary>The outputs of the program's own runs, below <see cref="Root"/>.</summary>
    public const string Outputs = "out";

    private readonly BenchInput _input;

    public WorkFolder(BenchInput input)
    {
        _input = input;
        Root = Directory.CreateTempSubdirectory("transform-bench-").FullName;
        foreach (var folder in (string[])["collection/resource", "pipeline", "var/cache/dataset"])
        {
            Directory.CreateDirectory(Path.Combine(Root, folder));
        }

        Directory.CreateSymbolicLink(Path.Combine(Root, "specification"), input.Specification);
        input.LayOut(this);
    }

    public string Root { get; }

    public string Resource => this[$"collection/resource/{_input.Resource}"];

    public string Transformed => this[$"{Outputs}/transformed/{_input.Dataset}/{_input.Resource}.csv"];

    public string this[string path] => Path.Combine(Root, path);

    /// <summary>What the program is run with.</summary>
    public Dictionary<string, string> Environment()
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["DIGITAL_LAND_NOW"] = $"{_input.RunDate}T12:00:00Z" };
        if (_input.Grids is { } grids)
        {
            environment["PROJ_DATA"] = grids;
        }

        return environment;
    }

    /// <summary>The command lines that make the config database.</summary>
    public static IEnumerable<string[]> Preparations() =>
        from verb in (string[])["config-create", "config-load"]
        select (string[])["-p", "pipeline", verb, "--config-path", "var/cache/config.sqlite3"];

    /// <summary>The command line that is measured.</summary>
    public string[] PipelineArguments()
    {
        var request = Request(Outputs);
        return
        [
            "-n", _input.Dataset, "-p", "pipeline", "-s", "specification", "pipeline",
            "--endpoints", string.Join(' ', request.Endpoints),
            "--organisations", string.Join(' ', request.Organisations),
            "--entry-date", request.EntryDate,
            "--issue-dir", request.IssueDir,
            "--operational-issue-dir", request.OperationalIssueDir,
            "--column-field-dir", request.ColumnFieldDir,
            "--dataset-resource-dir", request.DatasetResourceDir,
            "--converted-resource-dir", request.ConvertedResourceDir,
            "--output-log-dir", request.OutputLogDir!,
            "--config-path", "var/cache/config.sqlite3",
            "--organisation-path", "var/cache/organisation.csv",
            "--collection-dir", "collection",
            request.InputPath,
            request.OutputPath,
        ];
    }

    /// <summary>The same run for a pipeline in this process.</summary>
    /// <param name="outputs">The folder of its outputs, below <see cref="Root"/>.</param>
    public PipelineRequest Request(string outputs) => new()
    {
        InputPath = Resource,
        OutputPath = this[$"{outputs}/transformed/{_input.Dataset}/{_input.Resource}.csv"],
        Endpoints = _input.Endpoints,
        Organisations = _input.Organisations,
        EntryDate = _input.EntryDate,
        IssueDir = this[$"{outputs}/issue/{_input.Dataset}"],
        OperationalIssueDir = this[$"{outputs}/operational_issue"],
        ColumnFieldDir = this[$"{outputs}/column-field/{_input.Dataset}"],
        DatasetResourceDir = this[$"{outputs}/dataset-resource/{_input.Dataset}"],
        ConvertedResourceDir = this[$"{outputs}/converted-resource/{_input.Dataset}"],
        OutputLogDir = this[$"{outputs}/log"],
    };

    /// <summary>Bytes of every file that the program wrote.</summary>
    public long OutputBytes() => Directory.EnumerateFiles(this[Outputs], "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length);

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
