using DigitalLand.Core.Logs;

namespace DigitalLand.Transform;

/// <summary>The short logs of one run, and where they go.</summary>
internal sealed class PipelineLogs
{
    private readonly PipelineRequest _request;

    public PipelineLogs(string dataset, PipelineRequest request)
    {
        _request = request;
        Dataset = dataset;
        FileResource = Path.GetFileNameWithoutExtension(request.InputPath);
        Name = request.Resource.Length > 0 ? request.Resource : FileResource;
        ColumnFields = new ColumnFieldLog(dataset, Name);
        Resource = new DatasetResourceLog(dataset, Name);
        Converted = new ConvertedResourceLog(dataset, Name);
    }

    public string Dataset { get; }

    /// <summary>The resource that was asked for: its logs and configuration carry this name.</summary>
    public string Name { get; }

    /// <summary>The file in hand. For a redirected resource facts and most issues carry this name, the replacement's.</summary>
    public string FileResource { get; }

    public ColumnFieldLog ColumnFields { get; }

    public DatasetResourceLog Resource { get; }

    public ConvertedResourceLog Converted { get; }

    /// <summary>Writes the logs; the dataset-resource log last, because it is what says that the run is done.</summary>
    public void Save()
    {
        var file = Name + ".csv";
        ColumnFields.Save(Path.Combine(_request.ColumnFieldDir, file));
        Converted.Save(Path.Combine(_request.ConvertedResourceDir, file));
        Resource.Save(Path.Combine(_request.DatasetResourceDir, file));
    }
}
