namespace DigitalLand.Datasets.Packages;

/// <summary>Fills a table through SQLite. A value that a thousand rows share is handed over once.</summary>
internal sealed class SqliteTableWriter : TableWriter
{
    private readonly SqliteStatement _insert;

    public SqliteTableWriter(SqliteDatabase database, PackageTable table)
        : base(table)
    {
        var names = string.Join(',', table.Columns.Select(column => column.Name));
        var values = string.Join(',', table.Columns.Select(_ => "?"));
        _insert = database.Prepare($"INSERT OR REPLACE INTO {table.Name} ({names}) VALUES ({values})");
        for (var i = 0; i < table.Columns.Count; i++)
        {
            _insert.Bind(i, ReadOnlySpan<byte>.Empty);
        }
    }

    public override void Set(int column, ReadOnlySpan<byte> utf8) => _insert.Bind(column, utf8);

    public override void Set(int column, long number) => _insert.Bind(column, number);

    public override void SetNull(int column) => _insert.BindNull(column);

    protected override void InsertRow() => _insert.Run();

    protected override void Dispose(bool disposing)
    {
        _insert.Dispose();
        base.Dispose(disposing);
    }
}
