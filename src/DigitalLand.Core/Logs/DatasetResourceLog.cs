namespace DigitalLand.Core.Logs;

/// <summary>
/// One row that says what became of a resource in a dataset: how much was read and kept, what kind of file it was, and by which
/// code, configuration and specification. The plan reads the last three to know what need not be done again.
/// </summary>
public sealed class DatasetResourceLog(string dataset, string resource)
{
    public static readonly string[] Columns =
    [
        "dataset", "resource", "entity-count", "entry-count", "line-count", "mime-type", "internal-path", "internal-mime-type",
        "code-version", "config-hash", "specification-hash",
    ];

    public string Resource => resource;

    /// <summary>Distinct entities in the transformed file; null where nothing was counted.</summary>
    public int? EntityCount { get; set; }

    /// <summary>Rows that were kept.</summary>
    public int? EntryCount { get; set; }

    /// <summary>Records of the resource, the header and blank ones counted.</summary>
    public int LineCount { get; set; }

    public string MimeType { get; set; } = "";

    /// <summary>The member of an archive that was read, with a leading slash.</summary>
    public string InternalPath { get; set; } = "";

    public string InternalMimeType { get; set; } = "";

    public string CodeVersion { get; set; } = "";

    public string ConfigHash { get; set; } = "";

    public string SpecificationHash { get; set; } = "";

    /// <summary>The row, in the order of <see cref="Columns"/>.</summary>
    public string[] Fields() =>
    [
        dataset, resource, EntityCount?.ToString() ?? "", EntryCount?.ToString() ?? "", LineCount.ToString(), MimeType, InternalPath, InternalMimeType,
        CodeVersion, ConfigHash, SpecificationHash,
    ];

    public void Save(string path) => Files.AtomicFile.WriteCsv(path, Columns, [Fields()]);
}
