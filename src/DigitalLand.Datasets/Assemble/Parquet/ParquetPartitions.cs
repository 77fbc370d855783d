using DigitalLand.Datasets.Assemble.Rows;
using DigitalLand.Datasets.Packages;
using DigitalLand.DuckDb;

namespace DigitalLand.Datasets.Assemble.Parquet;

/// <summary>
/// The tables fact, fact-resource and entity of a dataset as Parquet, laid out as the reference keeps them between its own steps:
/// <c>&lt;directory&gt;/&lt;table&gt;/dataset=&lt;dataset&gt;/&lt;table&gt;.parquet</c>. The entity is a 64-bit number, all else text; where a
/// table of the SQLite package has NULL these have it too.
/// </summary>
internal sealed class ParquetPartitions : IDisposable
{
    private const long MemoryLimit = 384L << 20;

    private readonly string _directory;
    private readonly string _dataset;
    private readonly string _spill;
    private readonly DuckDbDatabase _database;
    private readonly DuckDbConnection _connection;

    /// <param name="directory">The folder of the partitions.</param>
    /// <param name="dataset">Whose they are.</param>
    public ParquetPartitions(string directory, string dataset)
    {
        _directory = directory;
        _dataset = dataset;
        _spill = Path.Combine(directory, ".spill-" + dataset);
        RemoveSpill();
        Directory.CreateDirectory(_spill);
        _database = DuckDbDatabase.OpenInMemory(new DuckDbSettings { MemoryLimit = MemoryLimit, TemporaryDirectory = _spill });
        _connection = _database.Connect();
    }

    /// <summary>Writes fact and fact-resource, and says which fields the entities of each window have.</summary>
    /// <returns>Rows of fact.</returns>
    public long WriteFacts(DatasetPackage tables, FactRows rows, EntityWindows windows, CancellationToken cancel)
    {
        var facts = new FactTable(tables.Fact, rows, Start("fact", tables.Fact));
        var factResources = new FactTable(tables.FactResource, rows, Start("fact-resource", tables.FactResource));
        var groups = new FactGroups(rows.Columns, rows.Texts);
        var texts = new int[rows.Columns.Pooled.Length];
        var count = 0L;
        using (facts)
        using (factResources)
        {
            foreach (var batch in rows.ByFact().Batches(rows.RowsInBatch))
            {
                cancel.ThrowIfCancellationRequested();
                for (int start = 0, end; start < batch.Count; start = end, count++)
                {
                    end = FactGroups.EndOf(batch, start);
                    for (var i = start; i < end; i++)
                    {
                        var row = new StoredFact(batch[i], texts);
                        factResources.Add(row);
                        windows.Add(windows.Of(row.Entity), row.Texts[rows.Columns.Field]);
                    }

                    facts.Add(new StoredFact(batch[groups.Speaker(batch, start, end)], texts));
                }
            }

            facts.Complete();
            factResources.Complete();
        }

        Finish("fact", [.. tables.Fact.Columns.Select(column => column.Name)], cancel);
        Finish("fact-resource", [.. tables.FactResource.Columns.Select(column => column.Name)], cancel);
        return count;
    }

    /// <summary>Writes entity.</summary>
    /// <returns>How many entities there are.</returns>
    public long WriteEntities(PackageTable table, FactRows rows, FieldIndex fields, EntityRows entities, CancellationToken cancel)
    {
        using var writer = new AppenderTableWriter(table, Start("entity", table));
        foreach (var batch in rows.ByEntity().Batches(rows.RowsInBatch))
        {
            cancel.ThrowIfCancellationRequested();
            entities.Write(batch, writer);
        }

        writer.Complete();
        string[] first = ["dataset", "typology", "organisation_entity"];
        string[] last = ["quality", "point", "json"];
        var others = table.Columns.Where(column => !first.Contains(column.Name) && !last.Contains(column.Name)).ToLookup(column => column.Name == "entity" || fields.IndexOf(column.Field) >= 0, column => column.Name);
        Finish("entity", [.. first, .. others[true], .. others[false], .. last], cancel);
        return writer.Rows;
    }

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
        RemoveSpill();
    }

    private DuckDbAppender Start(string name, PackageTable table)
    {
        var columns = table.Columns.Select(column => $"{Sql.Identifier(column.Name)} {(column.Field == "entity" ? "BIGINT" : "VARCHAR")}");
        _connection.Execute($"create table {Sql.Identifier(name)} ({string.Join(", ", columns)})");
        return _connection.Append(name);
    }

    private void Finish(string name, IReadOnlyList<string> columns, CancellationToken cancel)
    {
        var path = Path.Combine(_directory, name, "dataset=" + _dataset, name + ".parquet");
        _connection.CopyToParquet($"select {string.Join(", ", columns.Select(Sql.Identifier))} from {Sql.Identifier(name)}", path, "snappy", cancel: cancel);
        _connection.Execute($"drop table {Sql.Identifier(name)}", cancel);
    }

    private void RemoveSpill()
    {
        if (Directory.Exists(_spill))
        {
            Directory.Delete(_spill, recursive: true);
        }
    }

    /// <summary>Rows of fact or fact-resource on their way into a table.</summary>
    private sealed class FactTable(PackageTable table, FactRows rows, DuckDbAppender appender) : IDisposable
    {
        private readonly int[] _sources = [.. table.Columns.Select(column => rows.Columns.SourceOf(column.Field))];
        private readonly byte[] _scratch = new byte[StoredFact.HexSize];

        public void Add(in StoredFact row)
        {
            foreach (var source in _sources)
            {
                switch (source)
                {
                    case FactColumns.Entity: appender.Append(row.Entity); break;
                    case FactColumns.Fact: appender.Append(row.Key.Text(_scratch)); break;
                    case FactColumns.Value: appender.Append(row.Value); break;
                    default: appender.Append(rows.Texts.Get(row.Texts[source], _scratch)); break;
                }
            }

            appender.EndRow();
        }

        public void Complete() => appender.Complete();

        public void Dispose() => appender.Dispose();
    }
}
