using System.Collections.Concurrent;
using DigitalLand.Core;
using DigitalLand.Core.Threading;
using DigitalLand.Datasets.Assemble.Rows;

namespace DigitalLand.Datasets.Assemble.Inputs;

/// <summary>
/// Reads the facts of transformed files, each once. Where a resource has both forms the Parquet is read, which is quicker, unless its rows
/// are not as many as the CSV's: then the two are not of one run, and the CSV counts, because that is what everything else reads.
/// </summary>
internal sealed class FactReading
{
    private readonly FactRows _rows;
    private readonly int _threads;
    private readonly CancellationToken _cancel;
    private readonly List<string> _remarks = [];
    private readonly List<TransformedParquet> _ours = [];
    private readonly List<string> _foreign = [];
    private readonly ConcurrentBag<TransformedRowGroup> _idle = [];

    private FactReading(FactRows rows, int threads, CancellationToken cancel)
    {
        _rows = rows;
        _threads = threads;
        _cancel = cancel;
    }

    /// <summary>Adds the rows of all files, in their order.</summary>
    /// <returns>Sentences about Parquet files that were not read.</returns>
    /// <exception cref="RunFailedException">A file cannot be read, a column is missing, or a number is not one.</exception>
    public static List<string> Read(IReadOnlyList<TransformedFile> files, FactRows rows, int threads, CancellationToken cancel)
    {
        var reading = new FactReading(rows, threads, cancel);
        reading.ReadAll(files);
        return reading._remarks;
    }

    private void ReadAll(IReadOnlyList<TransformedFile> files)
    {
        var parquet = files
            .Where(file => file.Parquet is not null)
            .ToDictionary(file => file.Parquet!, file => TransformedParquet.TryOpen(file.Parquet!, _rows.Columns), StringComparer.Ordinal);
        var foreignFiles = parquet.Where(file => file.Value is null).Select(file => file.Key).ToList();
        using var foreign = foreignFiles.Count > 0 ? new ForeignParquet(_rows) : null;
        var foreignRows = foreign?.CountRows(foreignFiles) ?? [];
        foreach (var file in files)
        {
            if (file.Parquet is not { } path)
            {
                ReadWaiting(foreign);
                TransformedCsv.Read(file.Csv!, _rows, _cancel);
            }
            else if (file.Csv is not null && !Agree(file.Csv, path, parquet[path], parquet[path]?.File.RowCount ?? foreignRows[path]))
            {
                ReadWaiting(foreign);
                TransformedCsv.Read(file.Csv, _rows, _cancel);
            }
            else if (parquet[path] is { } ours)
            {
                if (_foreign.Count > 0)
                {
                    ReadWaiting(foreign);
                }

                _ours.Add(ours);
            }
            else
            {
                if (_ours.Count > 0)
                {
                    ReadWaiting(foreign);
                }

                _foreign.Add(path);
            }
        }

        ReadWaiting(foreign);
    }

    /// <summary>Reads the files that are read together, of which there are several of one kind or none.</summary>
    private void ReadWaiting(ForeignParquet? foreign)
    {
        OrderedWork.Run(RowGroups(), group => group.Decode(), Add, _threads);
        foreign?.Read(_foreign, _cancel);
        _ours.Clear();
        _foreign.Clear();
    }

    private IEnumerable<TransformedRowGroup> RowGroups()
    {
        foreach (var file in _ours)
        {
            using var handle = File.OpenHandle(file.File.Path);
            foreach (var stored in file.File.RowGroups)
            {
                var group = _idle.TryTake(out var idle) ? idle : new TransformedRowGroup(_rows.Columns);
                group.Read(file, handle, stored, _rows.Texts);
                yield return group;
            }
        }
    }

    private void Add(TransformedRowGroup group)
    {
        _cancel.ThrowIfCancellationRequested();
        _rows.Add(group.Block);
        _idle.Add(group);
    }

    private bool Agree(string csv, string parquet, TransformedParquet? ours, long parquetRows)
    {
        if (ours?.CsvSize == new FileInfo(csv).Length)
        {
            return true;
        }

        var csvRows = RecordCount.Of(csv) - 1;
        if (Math.Max(csvRows, 0) == parquetRows)
        {
            return true;
        }

        _remarks.Add($"'{parquet}' has {parquetRows:N0} rows and the CSV beside it {csvRows:N0}. The CSV was read; transform the resource again.");
        return false;
    }
}
