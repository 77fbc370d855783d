using System.Text;
using DigitalLand.Core;
using DigitalLand.Core.Csv;
using DigitalLand.Core.Progress;
using DigitalLand.Core.Text;

namespace DigitalLand.Datasets.Builder;

/// <summary>
/// A CSV file of any length, record by record: cells are found by the names of the file's own header, of two columns with one name the
/// last; a cell that a file or a short record lacks is blank. A byte order mark is no part of the first name.
/// </summary>
internal sealed class CsvRecords : IDisposable
{
    private readonly CsvReader _reader;
    private readonly string[] _header;

    /// <exception cref="RunFailedException">The file is not UTF-8.</exception>
    public CsvRecords(string path)
    {
        Path = path;
        _reader = CsvReader.Open(path);
        while (_header is not { Length: > 0 } && Next())
        {
            _header = _reader.ToArray();
        }

        _header ??= [];
        if (_header.Length > 0)
        {
            _header[0] = _header[0].TrimStart('\uFEFF');
        }
    }

    public string Path { get; }

    /// <summary>1-based, the header being 1.</summary>
    public int RecordNumber => _reader.RecordNumber;

    /// <summary>Whether the current record has more cells than the header has names.</summary>
    public bool IsLong => _reader.FieldCount > _header.Length;

    /// <summary>The text of a cell; blank for column -1 and for a cell that the record lacks.</summary>
    public ReadOnlySpan<char> this[int column] => column >= 0 && column < _reader.FieldCount ? _reader[column] : default;

    /// <summary>Where a column stands; -1 where the file has none of the name.</summary>
    public int Find(string field) => Array.LastIndexOf(_header, field);

    /// <summary>Moves to the next record that is not a blank line; false at the end.</summary>
    /// <exception cref="RunFailedException">The file is not UTF-8.</exception>
    public bool Read(CancellationToken cancel)
    {
        do
        {
            if (RecordNumber % 65_536 == 0)
            {
                cancel.ThrowIfCancellationRequested();
                WorkMeter.Add("records read", Math.Min(RecordNumber, 65_536));
            }

            if (!Next())
            {
                return false;
            }
        }
        while (_reader.FieldCount == 0);
        return true;
    }

    public void Dispose() => _reader.Dispose();

    private bool Next()
    {
        try
        {
            return _reader.Read();
        }
        catch (DecoderFallbackException error)
        {
            throw new RunFailedException($"{Path}, after record {RecordNumber}: the text is not UTF-8: {error.Describe()}.", error);
        }
    }
}
