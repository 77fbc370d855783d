using System.Text.Json;
using System.Text.Json.Serialization;

namespace DigitalLand.Orchestration.Definitions;

/// <summary>
/// A text without places as a string; any other as a list that alternates between texts and paths, texts first, so that a text which looks like a place stays a text.
/// </summary>
internal sealed class TextTemplateConverter : JsonConverter<TextTemplate>
{
    public override TextTemplate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return TextTemplate.Literal(reader.GetString()!);
        }

        var parts = new List<(string Text, bool IsPath)>();
        for (var isPath = false; reader.Read() && reader.TokenType != JsonTokenType.EndArray; isPath = !isPath)
        {
            if (reader.GetString()! is { Length: > 0 } text)
            {
                parts.Add((text, isPath));
            }
        }

        return new TextTemplate(parts);
    }

    public override void Write(Utf8JsonWriter writer, TextTemplate value, JsonSerializerOptions options)
    {
        if (value.IsLiteral)
        {
            writer.WriteStringValue(value.ToString());
            return;
        }

        writer.WriteStartArray();
        var expectsPath = false;
        foreach (var (text, isPath) in value.Parts)
        {
            if (isPath != expectsPath)
            {
                // Two places side by side have an empty text between them; the first may have one before it.
                writer.WriteStringValue("");
                expectsPath = !expectsPath;
            }

            writer.WriteStringValue(text);
            expectsPath = !expectsPath;
        }

        writer.WriteEndArray();
    }
}
