using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using DigitalLand.Core.Hashing;

namespace DigitalLand.Datasets.Builder.Tasks;

/// <summary>The texts by which a task is known.</summary>
internal static class TaskText
{
    private static readonly JsonWriterOptions Raw = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// The reference's name of a task (<c>_add_reference</c>): the first 16 hexadecimal digits of the SHA-256 of what it says. The details of
    /// an issue hold its count, so the name changes whenever the count does; see <see cref="Key"/>.
    /// </summary>
    public static string Reference(string dataset, string organisation, string endpoint, string resource, string source, string details) =>
        Digits($"{dataset}|{organisation}|{endpoint}|{resource}|{source}|{details}");

    /// <summary>The name that stays while the same thing is wrong at the same endpoint, whatever file it serves and however often it is wrong there.</summary>
    public static string Key(string dataset, string organisation, string endpoint, string source, string issueType, string field) =>
        Digits($"{dataset}|{organisation}|{endpoint}|{source}|{issueType}|{field}");

    /// <summary><c>{"status":404,"exception":""}</c>; a status that is no number is left out.</summary>
    public static string LogDetails(string status, string exception) => Json(json =>
    {
        if (int.TryParse(status, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            json.WriteNumber("status", number);
        }

        json.WriteString("exception", exception);
    });

    /// <summary><c>{"issue_type":"invalid geometry","count":3,"field":"geometry"}</c>.</summary>
    public static string IssueDetails(string issueType, long count, string field) => Json(json =>
    {
        json.WriteString("issue_type", issueType);
        json.WriteNumber("count", count);
        json.WriteString("field", field);
    });

    private static string Json(Action<Utf8JsonWriter> members)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, Raw))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }

    private static string Digits(string text) => Sha256Hex.OfText(text)[..16];
}
