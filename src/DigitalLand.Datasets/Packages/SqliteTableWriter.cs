namespace DigitalLand.Datasets.Packages;

/// <summary>Fills a table through SQLite; a row replaces one of the same key. A value that a thousand rows share is handed over once.</summary>
internal sealed class SqliteTableWriter : TableWriter
{
    private readonly SqliteStatement _insert;

    public SqliteTableWriter(SqliteDatabase database, PackageTable table)
        : this(database, table, "INSERT OR REPLACE", "")
    {
    }

    /// <param name="database">Where the table is.</param>
    /// <param name="table">The table.</param>
    /// <param name="verb">What stands before INTO.</param>
    /// <param name="conflict">What stands behind the values.</param>
    public SqliteTableWriter(SqliteDatabase database, PackageTable table, string verb, string conflict)
        : base(table)
    {
        var names = string.Join(',', table.Columns.Select(column => column.Name));
        var values = string.Join(',', table.Columns.Select(_ => "?"));
        _insert = database.Prepare($"{verb} INTO {table.Name} ({names}) VALUES ({values}) {conflict}");
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
