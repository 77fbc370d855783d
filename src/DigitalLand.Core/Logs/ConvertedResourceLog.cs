using DigitalLand.Core.Text;

namespace DigitalLand.Core.Logs;

/// <summary>One row that says whether a resource could be read as a table at all, and if not, why not.</summary>
public sealed class ConvertedResourceLog(string dataset, string resource)
{
    public const string Success = "success";
    public const string Failed = "failed";

    public static readonly string[] Columns = ["dataset", "resource", "elapsed", "status", "exception"];

    public TimeSpan Elapsed { get; set; }

    /// <summary><see cref="Success"/> or <see cref="Failed"/>.</summary>
    public string Status { get; set; } = "";

    /// <summary>The sentence that says why; blank on success.</summary>
    public string Exception { get; set; } = "";

    public void Save(string path) =>
        Files.AtomicFile.WriteCsv(path, Columns, [[dataset, resource, PythonFloat.Text(Elapsed.TotalSeconds), Status, Exception]]);
}
