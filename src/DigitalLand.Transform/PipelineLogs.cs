using DigitalLand.Core.Logs;

namespace DigitalLand.Transform;

/// <summary>The logs of one run, and where they go.</summary>
internal sealed class PipelineLogs
{
    private readonly PipelineRequest _request;
    private readonly string _dataset;

    public PipelineLogs(string dataset, PipelineRequest request)
    {
        _dataset = dataset;
        _request = request;
        FileResource = Path.GetFileNameWithoutExtension(request.InputPath);
        Name = request.Resource.Length > 0 ? request.Resource : FileResource;
        Issues = new IssueLog(dataset, Name);
        OperationalIssues = new IssueLog(dataset, Name);
        ColumnFields = new ColumnFieldLog(dataset, Name);
        Resource = new DatasetResourceLog(dataset, Name);
        Converted = new ConvertedResourceLog(dataset, Name);
    }

    /// <summary>The resource that was asked for: its logs and configuration carry this name.</summary>
    public string Name { get; }

    /// <summary>The file in hand. For a redirected resource facts and most issues carry this name, the replacement's.</summary>
    public string FileResource { get; }

    public IssueLog Issues { get; }

    /// <summary>Unknown entities once more, for the people who assign entities.</summary>
    public IssueLog OperationalIssues { get; }

    public ColumnFieldLog ColumnFields { get; }

    public DatasetResourceLog Resource { get; }

    public ConvertedResourceLog Converted { get; }

    /// <summary>Writes every log; the dataset-resource log last, because it is what says that the run is done.</summary>
    /// <remarks>
    /// The reference puts operational issues one folder deeper than its own gatherer looks; they go where readers look.
    /// </remarks>
    public void Save(DateOnly today)
    {
        var file = Name + ".csv";
        Issues.Save(Path.Combine(_request.IssueDir, file));
        OperationalIssues.Save(Path.Combine(_request.OperationalIssueDir, _dataset, today.ToString("yyyy-MM-dd"), file));
        ColumnFields.Save(Path.Combine(_request.ColumnFieldDir, file));
        Converted.Save(Path.Combine(_request.ConvertedResourceDir, file));
        Resource.Save(Path.Combine(_request.DatasetResourceDir, file));
    }
}
