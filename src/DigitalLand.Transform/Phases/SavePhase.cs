using DigitalLand.Core.Csv;

namespace DigitalLand.Transform.Phases;

/// <summary>
/// Writes facts as the transformed file's rows while they pass. A fact never has a start-date or end-date of its own; those
/// columns are the schema's.
/// </summary>
/// <param name="columns">The columns, in order; values that the fact does not have stay blank.</param>
public sealed class SavePhase(IReadOnlyList<string> columns, string resource, CsvWriter writer) : FactPhase
{
    public override IEnumerable<Fact> Process(IEnumerable<Fact> source)
    {
        writer.WriteRecord(columns);
        foreach (var fact in source)
        {
            foreach (var column in columns)
            {
                WriteField(fact, column);
            }

            writer.EndRecord();
            yield return fact;
        }
    }

    private void WriteField(Fact fact, string column)
    {
        switch (column)
        {
            case "entity": writer.WriteField(fact.Entity); break;
            case "entry-date": writer.WriteField(fact.EntryDate); break;
            case "entry-number": WriteNumber(fact.EntryNumber); break;
            case "fact": writer.WriteField(fact.Hash); break;
            case "field": writer.WriteField(fact.Field); break;
            case "priority": WriteNumber(fact.Priority); break;
            case "reference-entity": writer.WriteField(fact.ReferenceEntity); break;
            case "resource": writer.WriteField(resource); break;
            case "value": writer.WriteField(fact.Value); break;
            default: writer.WriteField(""); break;
        }
    }

    private void WriteNumber(int number)
    {
        Span<char> digits = stackalloc char[11];
        number.TryFormat(digits, out var length);
        writer.WriteField(digits[..length]);
    }
}
