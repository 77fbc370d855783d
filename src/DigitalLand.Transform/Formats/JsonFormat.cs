using System.Text;
using System.Text.Json;
using DigitalLand.Core.Csv;
using DigitalLand.Core.Progress;
using DigitalLand.Core.Text;

namespace DigitalLand.Transform.Formats;

/// <summary>
/// JSON: a list of objects, an object with <c>columns</c> and <c>data</c>, or else something geographic (GeoJSON, Esri JSON).
/// </summary>
internal static class JsonFormat
{
    private const int MaxDepth = 512;

    public static CsvReader Open(string path, DetectedCharset charset, TemporaryFolder folder, CancellationToken cancel)
    {
        var output = folder.File("converted.csv");
        return (charset.Name is "ascii" or "utf_8" or "utf_8-sig" && GeoJsonFormat.TryWrite(path, output, cancel))
            || TryWriteTable(path, charset, output)
                ? new CsvReader(new StreamReader(output), dropNul: true)
                : Ogr2Ogr.Open(path, folder, cancel);
    }

    private static bool TryWriteTable(string path, DetectedCharset charset, string output)
    {
        try
        {
            using var waiting = WorkMeter.WaitFor("the JSON to be read");
            using var document = Parse(path, charset);
            return TryWriteTable(path, document.RootElement, output);
        }
        catch (JsonException error)
        {
            throw new ConversionFailedException($"{path} is not JSON, or nested more than {MaxDepth} deep, at line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}", error);
        }
        catch (DecoderFallbackException error)
        {
            throw new ConversionFailedException($"{path} was taken for {charset.Name}, but {error.Describe()}", error);
        }
        catch (InvalidOperationException error)
        {
            // What a JsonElement says of such a text when it is asked for it.
            throw new ConversionFailedException($"{path} holds half of a surrogate pair (\\ud800 to \\udfff on its own), which is no character", error);
        }
    }

    private static bool TryWriteTable(string path, JsonElement root, string output)
    {
        if (root.ValueKind == JsonValueKind.Array)
        {
            WriteObjects(path, root, output);
            return true;
        }

        if (Find(root, "columns") is { } columns && Find(root, "data") is { } data)
        {
            WriteRecords(path, [columns, .. data.EnumerateArray()], output);
            return true;
        }

        return false;
    }

    private static JsonDocument Parse(string path, DetectedCharset charset)
    {
        var options = new JsonDocumentOptions { MaxDepth = MaxDepth };
        var isUtf8 = charset.Name is "ascii" or "utf_8" or "utf_8-sig";
        try
        {
            if (isUtf8)
            {
                using var file = File.OpenRead(path);
                return JsonDocument.Parse(file, options);
            }

            return JsonDocument.Parse(ReadText(path, charset), options);
        }
        catch (JsonException)
        {
            var json = isUtf8 ? File.ReadAllBytes(path) : Encoding.UTF8.GetBytes(ReadText(path, charset));
            if (PythonConstants.WriteOut(json) is { } standard)
            {
                return JsonDocument.Parse(standard, options);
            }

            throw;
        }
    }

    private static string ReadText(string path, DetectedCharset charset)
    {
        using var reader = TextFormat.Reader(path, charset);
        return reader.ReadToEnd();
    }

    /// <summary>A member that is a list; anything else of that name is not what is meant.</summary>
    private static JsonElement? Find(JsonElement root, string name) =>
        root.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Array ? member : null;

    private static void WriteObjects(string path, JsonElement list, string output)
    {
        if (list.GetArrayLength() == 0)
        {
            throw new ConversionFailedException($"the JSON list in {path} is empty");
        }

        var header = Members(path, list[0]).Select(member => member.Name).ToArray();
        using var file = File.Create(output);
        using var writer = new CsvWriter(file);
        writer.WriteRecord(header);
        foreach (var item in list.EnumerateArray())
        {
            var values = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var member in Members(path, item))
            {
                values[member.Name] = PythonJson.Text(member.Value);
            }

            if (values.Keys.Except(header).FirstOrDefault() is { } unknown)
            {
                throw new ConversionFailedException($"an object of the JSON list in {path} has the member '{unknown}', which the first one has not");
            }

            writer.WriteRecord(header.Select(name => values.GetValueOrDefault(name)));
        }
    }

    private static JsonElement.ObjectEnumerator Members(string path, JsonElement item) => item.ValueKind == JsonValueKind.Object
        ? item.EnumerateObject()
        : throw new ConversionFailedException($"the JSON list in {path} holds something that is not an object");

    private static void WriteRecords(string path, IEnumerable<JsonElement> records, string output)
    {
        using var file = File.Create(output);
        using var writer = new CsvWriter(file);
        foreach (var record in records)
        {
            if (record.ValueKind != JsonValueKind.Array)
            {
                throw new ConversionFailedException($"the member 'data' in {path} holds something that is not a list");
            }

            writer.WriteRecord(record.EnumerateArray().Select(PythonJson.Text));
        }
    }
}
