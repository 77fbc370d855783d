using DigitalLand.Core.Files;

namespace DigitalLand.Datasets.Packages.Btrees;

/// <summary>
/// A dataset's SQLite file in the making, its b-trees written as they will lie there. It appears under its name with <see cref="Commit"/>
/// only, so that readers see the earlier dataset or the whole new one.
/// </summary>
internal sealed class BtreePackage : IDisposable
{
    private readonly AtomicFile _file;
    private readonly Dictionary<string, int> _roots = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<PackageTable> _tables;
    private readonly IReadOnlyList<(string Table, string Column)> _indexes;

    /// <param name="path">The SQLite file.</param>
    /// <param name="tables">Its tables, in the order in which readers are to find them.</param>
    /// <param name="indexes">Its indexes beside those of primary keys.</param>
    public BtreePackage(string path, IReadOnlyList<PackageTable> tables, IReadOnlyList<(string Table, string Column)> indexes)
    {
        AbandonedFiles.RemoveOf(path);
        _file = new AtomicFile(path);
        File = new BtreeFile(_file.Stream);
        _tables = tables;
        _indexes = indexes;
    }

    /// <summary>The file that trees are written into, one thread at a time.</summary>
    public BtreeFile File { get; }

    public static string KeyIndex(PackageTable table) => $"sqlite_autoindex_{table.Name}_1";

    public static string IndexName(string table, string column) => $"{table}_on_{column}_index";

    /// <summary>A writer of one table and its indexes; no other may be at work meanwhile.</summary>
    public TableWriter Fill(PackageTable table, CancellationToken cancel) =>
        new BtreeTableWriter(this, table, _indexes.Where(index => index.Table == table.Name).Select(index => index.Column), cancel);

    /// <summary>Says where a finished table or index has its root.</summary>
    public void SetRoot(string name, int page) => _roots.Add(name, page);

    /// <summary>Completes the file and moves it into place. Every table and index must be finished.</summary>
    public void Commit()
    {
        foreach (var table in _tables)
        {
            File.AddSchema("table", table.Name, table.Name, _roots[table.Name], table.CreateStatement);
            if (_roots.TryGetValue(KeyIndex(table), out var root))
            {
                File.AddSchema("index", KeyIndex(table), table.Name, root, sql: null);
            }
        }

        foreach (var (table, column) in _indexes)
        {
            var name = IndexName(table, column);
            File.AddSchema("index", name, table, _roots[name], $"CREATE INDEX {name} on {table} ({column})");
        }

        File.Finish();
        _file.Commit();
    }

    public void Dispose() => _file.Dispose();
}
