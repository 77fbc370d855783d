namespace DigitalLand.Transform;

/// <summary>One resource to transform, and where what is made of it goes.</summary>
public sealed record PipelineRequest
{
    /// <summary>The file. Its stem (the name less its last extension) is the resource that facts carry.</summary>
    public required string InputPath { get; init; }

    /// <summary>The transformed CSV.</summary>
    public required string OutputPath { get; init; }

    /// <summary>The endpoints that serve the resource, in order: later ones' configuration wins.</summary>
    public required IReadOnlyList<string> Endpoints { get; init; }

    /// <summary>The organisations that provide it.</summary>
    public required IReadOnlyList<string> Organisations { get; init; }

    /// <summary>The entry-date of entries that have none; blank for none.</summary>
    public string EntryDate { get; init; } = "";

    /// <summary>The name of the logs and of the configuration rows; blank for the file's stem. Differs for a redirected resource.</summary>
    public string Resource { get; init; } = "";

    /// <summary>The encoding of the file's text, as a Python codec; blank for what the configuration names, or else to find it out.</summary>
    public string Encoding { get; init; } = "";

    public string IssueDir { get; init; } = "issue/";

    public string OperationalIssueDir { get; init; } = "performance/operational_issue/";

    public string ColumnFieldDir { get; init; } = "var/column-field/";

    public string DatasetResourceDir { get; init; } = "var/dataset-resource/";

    public string ConvertedResourceDir { get; init; } = "var/converted-resource/";

    /// <summary>Folder of the issue log as Parquet. Null leaves out both Parquet files.</summary>
    public string? OutputLogDir { get; init; } = "log/";

    /// <summary>How many batches of entries are transformed at once; the outputs are the same for any number.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>Is told of everything that passes a phase, in the order of the resource; null, the rule, costs nothing.</summary>
    public Observation.IPipelineObserver? Observer { get; init; }

    /// <summary>Where the harmonised entries are written as well; null to leave that out.</summary>
    public string? HarmonisedPath { get; init; }
}
