using DigitalLand.Core.Csv;
using DigitalLand.Transform.Formats;

namespace DigitalLand.Transform.Tests.Formats;

/// <summary>The recorded runs of the reference say in each resource's mime type what its charset was found to be.</summary>
public class GoldenCharsetTests
{
    private const string Parameter = ";charset=";

    [Fact]
    public void Every_recorded_resource_has_the_charset_of_its_mime_type()
    {
        var golden = FindGolden();
        Assert.SkipWhen(golden is null, "The recorded cases are not beside this clone.");

        var wrong = new List<string>();
        var compared = 0;
        foreach (var (resource, mimeType) in RecordedMimeTypes(golden))
        {
            var at = mimeType.IndexOf(Parameter, StringComparison.Ordinal);
            if (at >= 0)
            {
                compared++;
                var expected = mimeType[(at + Parameter.Length)..];
                var found = CharsetDetector.Detect(resource)?.Name;
                if (found != expected)
                {
                    wrong.Add($"{resource}: {found} for {expected}");
                }
            }
        }

        Assert.Empty(wrong);
        Assert.True(compared > 40, $"only {compared} resources were compared");
    }

    private static string? FindGolden()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "DigitalLand.slnx")))
            {
                var golden = Path.GetFullPath(Path.Combine(folder.FullName, "..", "shared", "golden"));
                return Directory.Exists(golden) ? golden : null;
            }
        }

        return null;
    }

    private static IEnumerable<(string Resource, string MimeType)> RecordedMimeTypes(string golden)
    {
        foreach (var folder in Directory.EnumerateDirectories(golden))
        {
            var log = Path.Combine(folder, "expected", "dataset-resource.csv");
            if (!File.Exists(log))
            {
                continue;
            }

            using var reader = CsvReader.Open(log);
            reader.Read();
            var columns = reader.ToArray();
            while (reader.Read())
            {
                var row = reader.ToArray();
                var resource = Path.Combine(folder, "input", row[Array.IndexOf(columns, "resource")]);
                if (File.Exists(resource))
                {
                    yield return (resource, row[Array.IndexOf(columns, "mime-type")]);
                }
            }
        }
    }
}
