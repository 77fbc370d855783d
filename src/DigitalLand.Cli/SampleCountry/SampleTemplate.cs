using System.Security.Cryptography;
using System.Text;
using DigitalLand.Core.Csv;
using DigitalLand.Core.Files;
using DigitalLand.Core.Hashing;

namespace DigitalLand.Cli.SampleCountry;

/// <summary>
/// A configuration file of the sample country with the address filled in. In samples/config an endpoint is written as the path
/// of its URL, because neither the URL nor its hash is known before the server has its port.
/// </summary>
internal sealed class SampleTemplate(string address)
{
    /// <summary>
    /// Writes a template to its place: as it is where it names no endpoint, else filled in. The history is rows of an older file
    /// that stay below the new ones: what was collected from an earlier address must still be explained, but is not asked again.
    /// </summary>
    public void Write(string template, string path, CsvTable? history, DateOnly today)
    {
        var table = CsvTable.Read(template);
        if (!table.HasColumn("endpoint"))
        {
            AtomicFile.WriteAllBytes(path, File.ReadAllBytes(template));
            return;
        }

        AtomicFile.WriteCsv(path, table.Header, [.. table.Rows.Select(row => Fill(table.Header, row)), .. history?.Rows.Select(row => End(table.Header, row, today)) ?? []]);
    }

    /// <summary>The endpoint's key: the hash of its URL.</summary>
    public string Endpoint(string path) => Sha256Hex.OfText(address + path);

    private string[] Fill(string[] header, CsvTableRow row) => [.. header.Select(column => (column, row[column]) switch
    {
        ("endpoint", ['/', ..] path) => Endpoint(path),
        ("endpoint-url", ['/', ..] path) => address + path,
        ("source", "") => Source(row),
        var (_, value) => value,
    })];

    private static string[] End(string[] header, CsvTableRow row, DateOnly today) =>
        [.. header.Select(column => column == "end-date" && row[column].Length == 0 ? today.ToString("yyyy-MM-dd") : row[column])];

    /// <summary>The key of a source, as the reference's <c>add-source</c> makes it.</summary>
    private string Source(CsvTableRow row) =>
        Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes($"{row["collection"]}|{row["organisation"]}|{Endpoint(row["endpoint"])}")));
}
