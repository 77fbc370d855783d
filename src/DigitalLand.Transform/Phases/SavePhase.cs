using System.Buffers;
using System.Globalization;
using System.Text;
using DigitalLand.Core.Csv;

namespace DigitalLand.Transform.Phases;

/// <summary>
/// Writes facts as rows of the transformed file while they pass. A fact never has a start-date or end-date of its own; those
/// columns are the schema's.
/// </summary>
public sealed class SavePhase : SingleFactPhase
{
    private readonly CsvWriter _writer;
    private readonly string _resource;
    private readonly Columns[] _columns;
    private readonly OfField<byte[]> _fields = new(CsvWriter.Encode);
    private readonly byte[] _hex = new byte[64];
    private (string Entity, string EntryDate, int EntryNumber, int Priority)? _entry;

    /// <param name="columns">The columns, in order; values that the fact does not have stay blank. Whoever opens the file writes the header.</param>
    /// <param name="resource">The resource that every fact carries.</param>
    public SavePhase(IEnumerable<string> columns, string resource, CsvWriter writer)
    {
        (_resource, _writer) = (resource, writer);
        _columns = [.. Runs(columns)];
    }

    internal override bool Pass(Fact fact)
    {
        if (_entry is not { } entry || !ReferenceEquals(fact.Entity, entry.Entity) || !ReferenceEquals(fact.EntryDate, entry.EntryDate) || fact.EntryNumber != entry.EntryNumber || fact.Priority != entry.Priority)
        {
            _entry = (fact.Entity, fact.EntryDate, fact.EntryNumber, fact.Priority);
            EncodeEntry(fact);
        }

        foreach (var columns in _columns)
        {
            Write(fact, columns);
        }

        _writer.EndRecord();
        return true;
    }

    /// <summary>Columns of the entry that stand side by side are one; any other stands alone.</summary>
    private static IEnumerable<Columns> Runs(IEnumerable<string> names)
    {
        Columns? run = null;
        foreach (var name in names)
        {
            var kind = name switch
            {
                "fact" => Kind.Hash,
                "field" => Kind.Field,
                "reference-entity" => Kind.ReferenceEntity,
                "value" => Kind.Value,
                _ => Kind.OfEntry,
            };
            if (run is null || run.Kind != Kind.OfEntry || kind != Kind.OfEntry)
            {
                run = new Columns(kind);
                yield return run;
            }

            run.Names.Add(name);
        }
    }

    private void Write(Fact fact, Columns columns)
    {
        switch (columns.Kind)
        {
            case Kind.OfEntry:
                _writer.WritePlainFields(columns.Encoded.WrittenSpan, columns.Names.Count);
                break;
            case Kind.Hash:
                fact.Hash.WriteHex(_hex);
                _writer.WritePlainField(_hex);
                break;
            case Kind.Field:
                _writer.WritePlainField(_fields[fact.Field]);
                break;
            case Kind.ReferenceEntity:
                _writer.WriteField(fact.ReferenceEntity);
                break;
            case Kind.Value:
                _writer.WriteField(fact.Utf8Value);
                break;
        }
    }

    /// <summary>The facts of an entry follow one another, so what they share is encoded once.</summary>
    private void EncodeEntry(Fact fact)
    {
        foreach (var columns in _columns.Where(static columns => columns.Kind == Kind.OfEntry))
        {
            columns.Encoded.ResetWrittenCount();
            for (var i = 0; i < columns.Names.Count; i++)
            {
                if (i > 0)
                {
                    columns.Encoded.Write(","u8);
                }

                columns.Encoded.Write(CsvWriter.Encode(OfEntry(fact, columns.Names[i])));
            }
        }
    }

    private string OfEntry(Fact fact, string column) => column switch
    {
        "entity" => fact.Entity,
        "entry-date" => fact.EntryDate,
        "entry-number" => fact.EntryNumber.ToString(CultureInfo.InvariantCulture),
        "priority" => fact.Priority.ToString(CultureInfo.InvariantCulture),
        "resource" => _resource,
        _ => "",
    };

    private enum Kind
    {
        /// <summary>The same for all facts of an entry, or blank.</summary>
        OfEntry,
        Hash,
        Field,
        ReferenceEntity,
        Value,
    }

    /// <summary>Columns that are written in one go.</summary>
    private sealed class Columns(Kind kind)
    {
        public Kind Kind => kind;

        public List<string> Names { get; } = [];

        /// <summary>Those of the entry as they stand in the file, with the commas between them.</summary>
        public ArrayBufferWriter<byte> Encoded { get; } = new();
    }
}
