using System.Text;
using DigitalLand.Core.Csv;

namespace DigitalLand.Transform.Phases;

/// <summary>
/// Writes facts as rows of the transformed file while they pass. A fact never has a start-date or end-date of its own; those
/// columns are the schema's.
/// </summary>
/// <param name="columns">The columns, in order; values that the fact does not have stay blank. Whoever opens the file writes the header.</param>
/// <param name="resource">The resource that every fact carries.</param>
public sealed class SavePhase(IReadOnlyList<string> columns, string resource, CsvWriter writer) : FactPhase
{
    private readonly string[] _columns = [.. columns];
    private readonly byte[] _resource = Encoding.UTF8.GetBytes(resource);

    public override IEnumerable<Fact> Process(IEnumerable<Fact> source)
    {
        foreach (var fact in source)
        {
            foreach (var column in _columns)
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
            case "entry-number": writer.WriteField(fact.EntryNumber); break;
            case "fact": WriteHash(fact); break;
            case "field": writer.WriteField(fact.Field); break;
            case "priority": writer.WriteField(fact.Priority); break;
            case "reference-entity": writer.WriteField(fact.ReferenceEntity); break;
            case "resource": writer.WritePlainField(_resource); break;
            case "value": writer.WriteField(fact.Value); break;
            default: writer.WritePlainField([]); break;
        }
    }

    private void WriteHash(Fact fact)
    {
        Span<byte> hex = stackalloc byte[64];
        fact.Hash.WriteHex(hex);
        writer.WritePlainField(hex);
    }
}
