using System.Buffers.Binary;
using System.Text;
using DigitalLand.Core;

namespace DigitalLand.Datasets.Packages.Btrees;

/// <summary>
/// An SQLite file written from front to back, each page once ("Database File Format" of SQLite, schema format 4, UTF-8). Rows must come
/// sorted; what SQLite does to keep a tree in order at every insert is not needed then.
/// </summary>
internal sealed class BtreeFile
{
    private const int HeaderSize = 100;

    /// <summary>The page of the byte that SQLite locks a file by, which must hold nothing: the one at 2^30.</summary>
    private const int LockPage = ((1 << 30) / BtreeKind.PageSize) + 1;

    /// <summary>The release whose format is written: readers use it for nothing but messages.</summary>
    private const int SqliteVersion = 3_040_001;

    private readonly Stream _stream;
    private readonly List<(string Type, string Name, string Table, int Root, string? Sql)> _schema = [];

    /// <param name="stream">An empty file, which stays the caller's.</param>
    public BtreeFile(Stream stream)
    {
        _stream = stream;
        Append(new byte[BtreeKind.PageSize]);
    }

    /// <summary>Pages so far; they are numbered from 1.</summary>
    public int PageCount { get; private set; }

    /// <summary>Appends whole pages.</summary>
    /// <returns>The number of the first.</returns>
    /// <exception cref="RunFailedException">The file would pass SQLite's greatest size.</exception>
    public int Append(ReadOnlySpan<byte> pages)
    {
        const int MostPages = int.MaxValue - 2;
        var count = pages.Length / BtreeKind.PageSize;
        if (count > MostPages - PageCount)
        {
            throw new RunFailedException($"The dataset needs more than the {MostPages:N0} pages that an SQLite file can have.");
        }

        var first = Next(0);
        if (PageCount < LockPage && PageCount + count >= LockPage)
        {
            var before = (LockPage - 1 - PageCount) * BtreeKind.PageSize;
            _stream.Write(pages[..before]);
            _stream.Write(new byte[BtreeKind.PageSize]);
            pages = pages[before..];
            PageCount++;
        }

        _stream.Write(pages);
        PageCount += count;
        return first;
    }

    /// <summary>The number that a page will have when it is appended behind so many others.</summary>
    public int Next(int others)
    {
        var page = PageCount + 1 + others;
        return PageCount < LockPage && page >= LockPage ? page + 1 : page;
    }

    /// <summary>Lists a table or an index, in the order in which readers are to find them.</summary>
    /// <param name="type"><c>table</c> or <c>index</c>.</param>
    /// <param name="name">Its name.</param>
    /// <param name="table">The table that it is or belongs to.</param>
    /// <param name="root">The root page of its finished b-tree.</param>
    /// <param name="sql">The statement that would make it; null for the index of a primary key.</param>
    public void AddSchema(string type, string name, string table, int root, string? sql) => _schema.Add((type, name, table, root, sql));

    /// <summary>Writes the schema and the header: the file is complete.</summary>
    public void Finish()
    {
        var page = new byte[BtreeKind.PageSize];
        WriteSchema(page);
        WriteHeader(page);
        _stream.Flush();
        _stream.Position = 0;
        _stream.Write(page);
        _stream.Flush();
    }

    /// <summary>The root of the schema's own table is the first page, which the header makes shorter by 100 bytes.</summary>
    private void WriteSchema(byte[] firstPage)
    {
        var run = new PageRun();
        run.Start(BtreeKind.Table, first: true);
        var record = new RecordBuilder(columns: 5);
        for (var i = 0; i < _schema.Count; i++)
        {
            var (type, name, table, root, sql) = _schema[i];
            record.Clear();
            record.Add(Encoding.UTF8.GetBytes(type));
            record.Add(Encoding.UTF8.GetBytes(name));
            record.Add(Encoding.UTF8.GetBytes(table));
            record.Add(root);
            if (sql is null)
            {
                record.AddNull();
            }
            else
            {
                record.Add(Encoding.UTF8.GetBytes(sql));
            }

            run.AddRow(i + 1, record.Build());
        }

        run.Finish();
        var cells = new List<byte[]>();
        var child = 0;
        run.MakeAbsolute(this);
        foreach (var leaf in run.Leaves)
        {
            if (leaf.Page > 0)
            {
                var divider = run.DividerBytes(leaf.Before);
                var cell = new byte[sizeof(int) + divider.Length];
                BinaryPrimitives.WriteInt32BigEndian(cell, child);
                divider.CopyTo(cell.AsSpan(sizeof(int)));
                cells.Add(cell);
            }

            child = Next(leaf.Page);
        }

        Append(run.Pages);

        InteriorLevel.WritePage(firstPage, HeaderSize, BtreeKind.Table, cells, child);
    }

    private void WriteHeader(Span<byte> page)
    {
        "SQLite format 3\0"u8.CopyTo(page);
        BinaryPrimitives.WriteUInt16BigEndian(page[16..], BtreeKind.PageSize);
        page[18] = 1; // written and read without a write-ahead log
        page[19] = 1;
        page[21] = 64; // the three payload fractions are fixed
        page[22] = 32;
        page[23] = 32;
        Write(page, 24, 1); // change counter
        Write(page, 28, PageCount);
        Write(page, 40, 1); // schema cookie
        Write(page, 44, 4); // schema format
        Write(page, 56, 1); // UTF-8
        Write(page, 92, 1); // the change counter for which the page count holds
        Write(page, 96, SqliteVersion);

        static void Write(Span<byte> page, int at, int number) => BinaryPrimitives.WriteInt32BigEndian(page[at..], number);
    }
}
