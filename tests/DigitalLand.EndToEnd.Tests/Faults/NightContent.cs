using System.Text;
using System.Text.Json.Nodes;
using DigitalLand.Core.Csv;
using DigitalLand.Core.Hashing;
using Microsoft.Data.Sqlite;

namespace DigitalLand.EndToEnd.Tests.Faults;

/// <summary>
/// What a night left in an archive: every key with the hash of its bytes. Of what tells how long something took, which no two nights agree on, all but that is compared; logs of attempts are
/// about the night, not of it.
/// </summary>
internal sealed class NightContent(string archive)
{
    /// <summary>Seconds that fetching and converting took; their own columns.</summary>
    private const string Elapsed = "elapsed";

    public SortedDictionary<string, string> Hashes { get; } = Read(archive);

    /// <summary>The keys in which another night differs, each with the first line that does where both have it.</summary>
    public IReadOnlyList<string> Differences(NightContent other) =>
    [
        .. Hashes.Except(other.Hashes).Select(entry => entry.Key).Union(other.Hashes.Keys.Except(Hashes.Keys), StringComparer.Ordinal)
            .Select(key => $"{key}: {Difference(Path.Combine(archive, key), Path.Combine(other.Archive, key))}"),
    ];

    private string Archive => archive;

    private static SortedDictionary<string, string> Read(string archive)
    {
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(archive, "*", SearchOption.AllDirectories))
        {
            var key = Path.GetRelativePath(archive, file);
            if (!key.StartsWith("orchestrator/", StringComparison.Ordinal) && !Path.GetFileName(key).StartsWith('.'))
            {
                hashes[key] = Untimed(key, file) is { } text ? Sha256Hex.OfText(text) : Sha256Hex.OfBytes(File.ReadAllBytes(file));
            }
        }

        return hashes;
    }

    /// <summary>The text of a file that tells how long something took, without that; null for every other file.</summary>
    private static string? Untimed(string key, string file) => key switch
    {
        _ when key.Contains("/collection/log/", StringComparison.Ordinal) => UntimedJson(file),
        _ when key.EndsWith("/collection/log.csv", StringComparison.Ordinal) || key.Contains("/var/converted-resource/", StringComparison.Ordinal) => UntimedCsv(file),
        "digital-land-builder/dataset/digital-land.sqlite3" => UntimedTables(file),
        _ => null,
    };

    private static string UntimedJson(string file)
    {
        var log = JsonNode.Parse(File.ReadAllText(file))!.AsObject();
        Assert.True(log.Remove(Elapsed) && log["response-headers"]!.AsObject().Remove("Date"));
        return log.ToJsonString();
    }

    private static string UntimedCsv(string file)
    {
        var table = CsvTable.Read(file);
        Assert.True(table.HasColumn(Elapsed));
        return string.Join('\n', table.Rows.Select(row => string.Join(',', table.Header.Where(column => column != Elapsed).Select(column => row[column]))));
    }

    private static string UntimedTables(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        connection.Open();
        var text = new StringBuilder();
        foreach (var (name, definition) in Rows("select name, coalesce(sql, '') from sqlite_master order by name").Select(row => (row[0], row[1])))
        {
            text.AppendLine(definition);
            foreach (var row in definition.StartsWith("CREATE TABLE", StringComparison.Ordinal) ? Rows($"select * from \"{name}\" order by rowid") : [])
            {
                text.AppendJoin('|', row).AppendLine();
            }
        }

        return text.ToString();

        List<string[]> Rows(string sql)
        {
            using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the test's own texts
            command.CommandText = sql;
#pragma warning restore CA2100
            using var reader = command.ExecuteReader();
            var rows = new List<string[]>();
            while (reader.Read())
            {
                rows.Add([.. Enumerable.Range(0, reader.FieldCount).Where(column => reader.GetName(column) != Elapsed).Select(column => $"{reader.GetValue(column)}")]);
            }

            return rows;
        }
    }

    private static string Difference(string one, string other) => !File.Exists(one) || !File.Exists(other)
        ? File.Exists(one) ? "missing" : "too much"
        : File.ReadLines(one).Zip(File.ReadLines(other)).Where(pair => pair.First != pair.Second).Select(pair => $"\n{pair.First}\n{pair.Second}").FirstOrDefault() ?? "one is longer";
}
