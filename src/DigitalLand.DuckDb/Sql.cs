namespace DigitalLand.DuckDb;

/// <summary>Text made safe for a place in a statement where no parameter can stand.</summary>
public static class Sql
{
    /// <summary>A text literal: <c>'it''s'</c>.</summary>
    public static string Literal(string text) => $"'{text.Replace("'", "''")}'";

    /// <summary>A name of a table or column: <c>"entry-date"</c>.</summary>
    public static string Identifier(string name) => $"\"{name.Replace("\"", "\"\"")}\"";
}
