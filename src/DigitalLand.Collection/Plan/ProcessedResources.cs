using DigitalLand.Core;
using DigitalLand.Core.Csv;
using DigitalLand.Core.Hashing;

namespace DigitalLand.Collection.Plan;

/// <summary>What a transform was made with: when one of these changes, its result may too.</summary>
/// <param name="CodeVersion">Version of this program.</param>
/// <param name="ConfigHash">Hash of the collection's configuration folder.</param>
/// <param name="SpecificationHash">Hash of the specification folder.</param>
public sealed record ProcessingHashes(string CodeVersion, string ConfigHash, string SpecificationHash)
{
    /// <summary>The hashes of today's folders; a folder that is not there has a blank one, which equals no recorded hash.</summary>
    public static ProcessingHashes Of(string codeVersion, string pipelineDirectory, string specificationDirectory) =>
        new(codeVersion, HashOrBlank(pipelineDirectory), HashOrBlank(specificationDirectory));

    private static string HashOrBlank(string directory) => Directory.Exists(directory) ? DirectoryHash.Of(directory) : "";
}

/// <summary>
/// The dataset-resource logs of earlier runs, <c>&lt;directory&gt;/&lt;dataset&gt;/&lt;resource&gt;.csv</c>, by which a
/// (dataset, resource) pair need not be transformed again. The resource's own bytes never change; its endpoints,
/// organisations and entry-date are not part of the test.
/// </summary>
public sealed class ProcessedResources(string directory, ProcessingHashes current)
{
    /// <summary>True unless the pair's log can be read and was made with the same code, configuration and specification.</summary>
    public bool NeedsProcessing(string dataset, string resource) => Reason(dataset, resource) is not null;

    /// <summary>Why a pair has to be transformed, for a person; null when it need not be.</summary>
    public string? Reason(string dataset, string resource)
    {
        if (FirstRow(Path.Combine(directory, dataset, resource + ".csv")) is not { } row)
        {
            return "never transformed";
        }

        return row["code-version"] != current.CodeVersion ? "the program changed"
            : row["config-hash"] != current.ConfigHash ? "the configuration changed"
            : row["specification-hash"] != current.SpecificationHash ? "the specification changed"
            : null;
    }

    private static CsvTableRow? FirstRow(string path)
    {
        try
        {
            return CsvTable.ReadIfPresent(path)?.Rows.FirstOrDefault();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // What cannot be read says nothing, and doing the work again is always right.
            return null;
        }
    }
}
