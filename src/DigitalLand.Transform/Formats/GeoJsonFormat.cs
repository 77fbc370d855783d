using DigitalLand.Core.Progress;
using DigitalLand.Transform.Formats.GeoJson;

namespace DigitalLand.Transform.Formats;

/// <summary>
/// GeoJSON without a child process. What is written is, byte for byte, the CSV of <see cref="Ogr2Ogr"/> with GDAL 3.6; of whatever is
/// not a plain FeatureCollection this class says that it is not certain, and writes nothing. The document is read twice, first for the
/// fields and their kinds, then for the rows, and is never in memory as a whole.
/// </summary>
public static class GeoJsonFormat
{
    private const int Flush = 1 << 16;

    /// <summary>Writes the CSV and says true; false, and no file, where only GDAL knows what to write.</summary>
    public static bool TryWrite(string path, string output, CancellationToken cancel)
    {
        try
        {
            Write(path, output, cancel);
            return true;
        }
        catch (NotCertainException)
        {
            File.Delete(output);
            return false;
        }
    }

    /// <exception cref="NotCertainException">And why; part of the file may be written.</exception>
    internal static void Write(string path, string output, CancellationToken cancel)
    {
        var schema = Schema(path, cancel);
        using var file = File.Create(output);
        WriteRows(path, schema, file, cancel);
    }

    private static FieldSchema Schema(string path, CancellationToken cancel)
    {
        var schema = new FieldSchema();
        var members = new FeatureMembers();
        using var features = new FeatureReader(Read(path));
        while (features.Read())
        {
            cancel.ThrowIfCancellationRequested();
            WorkMeter.Add("features looked at");
            var feature = features.Feature.Span;
            members.Read(feature);
            schema.Add(members, feature);
        }

        schema.Finish();
        return schema;
    }

    private static void WriteRows(string path, FieldSchema schema, FileStream file, CancellationToken cancel)
    {
        var text = new ByteText();
        var members = new FeatureMembers();
        var writer = new FeatureWriter(schema);
        writer.AppendHeader(text);
        using var features = new FeatureReader(Read(path));
        while (features.Read())
        {
            cancel.ThrowIfCancellationRequested();
            WorkMeter.Add("features converted");
            var feature = features.Feature.Span;
            members.Read(feature);
            writer.AppendRow(members, feature, text);
            if (text.Length > Flush)
            {
                text.MoveTo(file);
            }
        }

        text.MoveTo(file);
    }

    // The reader has a buffer of its own.
    private static FileStream Read(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
}
