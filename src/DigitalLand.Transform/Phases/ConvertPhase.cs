using DigitalLand.Core.Logs;
using DigitalLand.Transform.Formats;

namespace DigitalLand.Transform.Phases;

/// <summary>
/// Reads a resource as a table, whatever kind of file it is. One that cannot be read is no error of the run: it has no rows, and the
/// log says why.
/// </summary>
public sealed class ConvertPhase(DatasetResourceLog resourceLog, ConvertedResourceLog convertedLog, TimeProvider clock)
{
    /// <summary>The resource's records, or null where it could not be read.</summary>
    /// <param name="encoding">The encoding of a text, where somebody has named it; blank to find it out.</param>
    public ConvertedTable? Process(string path, string encoding, CancellationToken cancel)
    {
        var start = clock.GetTimestamp();
        try
        {
            var table = ResourceFormats.Open(path, encoding, resourceLog, cancel);
            convertedLog.Status = ConvertedResourceLog.Success;
            return table;
        }
        catch (ConversionFailedException failure)
        {
            convertedLog.Status = ConvertedResourceLog.Failed;
            convertedLog.Exception = failure.Message;
            return null;
        }
        finally
        {
            convertedLog.Elapsed = clock.GetElapsedTime(start);
        }
    }
}
