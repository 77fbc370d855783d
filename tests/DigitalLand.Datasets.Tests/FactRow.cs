namespace DigitalLand.Datasets.Tests;

/// <summary>A row of a transformed file.</summary>
internal sealed record FactRow(
    long Entity,
    string Field,
    string Value,
    string Priority = "1",
    string EntryDate = "2024-01-01",
    string EntryNumber = "1",
    string Resource = "x",
    string? Fact = null)
{
    /// <summary>As in real files, the same entity, field and value are the same fact.</summary>
    public string FactKey => Fact ?? $"{Entity}:{Field}:{Value}";

    public string Csv => $",{Entity},{EntryDate},{EntryNumber},{Quoted(FactKey)},{Field},{Priority},,{Resource},,{Quoted(Value)}";

    private static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
