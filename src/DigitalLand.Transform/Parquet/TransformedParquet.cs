using System.Globalization;
using DigitalLand.Core;
using DigitalLand.Core.Files;
using DigitalLand.Core.Parquet;

namespace DigitalLand.Transform.Parquet;

/// <summary>
/// The transformed file once more, as Parquet: what assembling reads. The same rows in the same order; <c>entity</c> is a 64-bit
/// number, all else text, and what is blank is empty text, never null. Facts are written as they come by.
/// </summary>
public sealed class TransformedParquet : IDisposable
{
    /// <summary>
    /// Values that do not shrink to a half are not compressed: the file is written every night and read at once, so the time counts for more than the room. Shapes are
    /// such values, and most of the bytes where there are any.
    /// </summary>
    private const int MostTenthsOfValues = 5;

    private readonly AtomicFile _file;
    private readonly string _resource;
    private readonly DictionaryColumn<string, TextEncoding> _endDates;
    private readonly DictionaryColumn<long, Int64Encoding> _entities;
    private readonly DictionaryColumn<string, TextEncoding> _entryDates;
    private readonly DictionaryColumn<int, DecimalTextEncoding> _entryNumbers;
    private readonly PlainColumn _hashes;
    private readonly DictionaryColumn<string, TextEncoding> _fields;
    private readonly DictionaryColumn<int, DecimalTextEncoding> _priorities;
    private readonly DictionaryColumn<string, TextEncoding> _referenceEntities;
    private readonly DictionaryColumn<string, TextEncoding> _resources;
    private readonly DictionaryColumn<string, TextEncoding> _startDates;
    private readonly PlainColumn _values;
    private readonly WriteBehind _behind;
    private readonly ParquetWriter _writer;
    private readonly byte[] _hex = new byte[64];
    private string _entityText = "";
    private long _entity;

    /// <param name="path">Where the file appears with <see cref="Commit"/>.</param>
    /// <param name="resource">The resource that every fact carries.</param>
    public TransformedParquet(string path, string resource)
    {
        _resource = resource;
        var snappy = new Snappy();
        _endDates = new("end_date", snappy);
        _entities = new("entity", snappy);
        _entryDates = new("entry_date", snappy);
        _entryNumbers = new("entry_number", snappy);
        _hashes = new("fact", snappy);
        _fields = new("field", snappy);
        _priorities = new("priority", snappy);
        _referenceEntities = new("reference_entity", snappy);
        _resources = new("resource", snappy);
        _startDates = new("start_date", snappy);
        _values = new("value", snappy) { MostTenths = MostTenthsOfValues };
        _file = new AtomicFile(path);
        _behind = new WriteBehind(_file.Stream);
        _writer = new ParquetWriter(
            _file.Stream,
            _endDates,
            _entities,
            _entryDates,
            _entryNumbers,
            _hashes,
            _fields,
            _priorities,
            _referenceEntities,
            _resources,
            _startDates,
            _values);
    }

    /// <exception cref="RunFailedException">The fact's entity is not a number.</exception>
    public void Add(Fact fact)
    {
        // A fact never has a start-date or end-date of its own: the columns are the schema's.
        _endDates.Add("");
        _entities.Add(EntityOf(fact));
        _entryDates.Add(fact.EntryDate);
        _entryNumbers.Add(fact.EntryNumber);
        fact.Hash.WriteHex(_hex);
        _hashes.Add(_hex);
        _fields.Add(fact.Field);
        _priorities.Add(fact.Priority);
        _referenceEntities.Add(fact.ReferenceEntity ?? "");
        _resources.Add(_resource);
        _startDates.Add("");
        _values.Add(fact.Utf8Value);
        _writer.EndRow();
    }

    /// <summary>Has what is written begin its way to the disk.</summary>
    public void WriteBehind() => _behind.Advance();

    /// <summary>Completes the file and moves it into place.</summary>
    /// <param name="csvSize">The size of the CSV with the same rows, by which readers see that both are of one run; null where there is none.</param>
    public void Commit(long? csvSize = null)
    {
        if (csvSize is { } size)
        {
            _writer.AddProperty(ParquetProperties.CsvSize, size.ToString(CultureInfo.InvariantCulture));
        }

        _writer.Finish();
        _file.Commit();
    }

    public void Dispose() => _file.Dispose();

    /// <summary>The facts of an entry follow one another and share their entity's text.</summary>
    private long EntityOf(Fact fact)
    {
        if (!ReferenceEquals(fact.Entity, _entityText))
        {
            if (!long.TryParse(fact.Entity, NumberStyles.Integer, CultureInfo.InvariantCulture, out _entity))
            {
                throw new RunFailedException($"Line {fact.LineNumber}: the entity '{fact.Entity}' is not a number; correct it in lookup.csv");
            }

            _entityText = fact.Entity;
        }

        return _entity;
    }
}
