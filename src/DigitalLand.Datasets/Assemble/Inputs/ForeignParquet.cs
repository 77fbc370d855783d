using System.Text;
using DigitalLand.Core;
using DigitalLand.Core.Progress;
using DigitalLand.Datasets.Assemble.Rows;
using DigitalLand.DuckDb;

namespace DigitalLand.Datasets.Assemble.Inputs;

/// <summary>Reads transformed files that another program wrote as Parquet, many with one query. DuckDB is loaded only when there are such files.</summary>
internal sealed class ForeignParquet : IDisposable
{
    private const int FilesInQuery = 512;

    /// <summary>DuckDB holds the row groups that its threads are at; nothing is sorted or joined there.</summary>
    private const long MemoryLimit = 512L << 20;

    private readonly FactRows _rows;
    private readonly DuckDbDatabase _database;
    private readonly DuckDbConnection _connection;
    private readonly PooledColumn[] _columns;
    private readonly int[] _texts;

    public ForeignParquet(FactRows rows)
    {
        _rows = rows;
        _columns = [.. rows.Columns.Pooled.Select((_, i) => new PooledColumn(rows, i))];
        _texts = new int[_columns.Length];
        _database = DuckDbDatabase.OpenInMemory(new DuckDbSettings { MemoryLimit = MemoryLimit });
        _connection = _database.Connect();
    }

    /// <summary>The rows of each file, which its footer tells.</summary>
    /// <exception cref="RunFailedException">A file is not Parquet.</exception>
    public Dictionary<string, long> CountRows(IReadOnlyList<string> paths)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var part in paths.Chunk(FilesInQuery))
        {
            Query(part, $"select file_name, num_rows from parquet_file_metadata({List(part)})", reader => counts[reader.GetString(0)] = reader.GetInt64(1), CancellationToken.None);
        }

        return counts;
    }

    /// <summary>Adds the rows of files, in their order.</summary>
    /// <exception cref="RunFailedException">A file is not Parquet, lacks a column, or has a number that is not one.</exception>
    public void Read(IReadOnlyList<string> paths, CancellationToken cancel)
    {
        var columns = new StringBuilder("select cast(entity as bigint), cast(fact as varchar), cast(\"value\" as varchar)");
        foreach (var field in _rows.Columns.Pooled)
        {
            columns.Append($", cast({Sql.Identifier(field.Replace('-', '_'))} as varchar)");
        }

        foreach (var part in paths.Chunk(FilesInQuery))
        {
            Query(part, $"{columns} from read_parquet({List(part)})", reader => Add(reader, part), cancel);
        }
    }

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
    }

    private void Query(string[] paths, string sql, Action<DuckDbReader> row, CancellationToken cancel)
    {
        try
        {
            using var reader = _connection.Query(sql);
            for (var i = 0; reader.Read(); i++)
            {
                if (i % 65_536 == 0)
                {
                    cancel.ThrowIfCancellationRequested();
                    WorkMeter.Add("facts read", Math.Min(i, 65_536));
                }

                row(reader);
            }
        }
        catch (DuckDbException error)
        {
            throw new RunFailedException($"{Among(paths)} cannot be read as transformed Parquet: {error.Message}", error);
        }
    }

    private void Add(DuckDbReader reader, string[] paths)
    {
        const int Fact = 1, Value = 2, FirstPooled = 3;
        for (var i = 0; i < _texts.Length; i++)
        {
            var text = Text(reader, FirstPooled + i);
            if (!_columns[i].TryIntern(text, out _texts[i]))
            {
                throw NotANumber(reader, paths, _rows.Columns.Pooled[i], Encoding.UTF8.GetString(text));
            }
        }

        if (reader.IsNull(0))
        {
            throw NotANumber(reader, paths, "entity", "");
        }

        _rows.Add(reader.GetInt64(0), Text(reader, Fact), _texts, Text(reader, Value));
    }

    private static RunFailedException NotANumber(DuckDbReader reader, string[] paths, string field, string text) =>
        new($"{Among(paths)} has a row of the fact '{Encoding.UTF8.GetString(Text(reader, 1))}' with the {field} '{text}', which is not a whole number.");

    private static string Among(string[] paths) => paths.Length == 1 ? $"'{paths[0]}'" : $"One of the {paths.Length:N0} files from '{paths[0]}' to '{paths[^1]}'";

    private static ReadOnlySpan<byte> Text(DuckDbReader reader, int column) => reader.IsNull(column) ? default : reader.GetUtf8(column);

    private static string List(string[] paths) => $"[{string.Join(", ", paths.Select(Sql.Literal))}]";
}
