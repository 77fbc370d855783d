using DigitalLand.Core;
using DigitalLand.Core.Specifications;
using DigitalLand.DuckDb;

namespace DigitalLand.Datasets.Packages.Flattened;

/// <summary>
/// The flattened CSV once more as Parquet, its columns typed by the specification's datatypes: whole numbers, floating-point numbers for
/// decimals and degrees, dates, and text for everything else; blanks are NULL.
/// </summary>
internal static class FlattenedParquet
{
    private const long MemoryLimit = 384L << 20;
    private const long LeastLine = 2 << 20;
    private const long LeastBuffer = 8 << 20;

    /// <summary>Writes the file.</summary>
    /// <param name="csv">The flattened CSV.</param>
    /// <param name="longest">The characters of the longest record of the entries.</param>
    /// <param name="path">The Parquet file.</param>
    /// <param name="columns">The columns of both.</param>
    /// <param name="specification">Gives their datatypes.</param>
    /// <param name="cancel">Ends the writing.</param>
    /// <exception cref="RunFailedException">A value is not of its field's datatype.</exception>
    public static void Write(string csv, int longest, string path, FlattenedColumns columns, Specification specification, CancellationToken cancel)
    {
        // A character takes three bytes at most, a quote two, and every field may have commas and quotes around it.
        var longestLine = Math.Max(LeastLine, (3L * longest) + (3 * columns.Names.Length) + 2);
        using var database = DuckDbDatabase.OpenInMemory(new DuckDbSettings { MemoryLimit = MemoryLimit + (8 * longestLine), TemporaryDirectory = Path.GetDirectoryName(Path.GetFullPath(path)) });
        using var connection = database.Connect();
        var selected = columns.Names.Select(name => $"cast({Sql.Identifier(name)} as {Type(specification.FindField(name)?.Datatype)}) as {Sql.Identifier(name)}");
        var names = columns.Names.Select(name => $"{Sql.Literal(name)}: 'VARCHAR'");
        var source = $"read_csv({Sql.Literal(csv)}, header = true, auto_detect = false, delim = ',', quote = '\"', escape = '\"', new_line = '\\r\\n', nullstr = '', "
            + $"max_line_size = {longestLine}, buffer_size = {Math.Max(LeastBuffer, 2 * longestLine)}, columns = {{{string.Join(", ", names)}}})";
        try
        {
            connection.CopyToParquet($"select {string.Join(", ", selected)} from {source}", path, cancel: cancel);
        }
        catch (DuckDbException error)
        {
            throw new RunFailedException($"'{csv}' cannot be written as Parquet: {error.Message}", error);
        }
    }

    private static string Type(string? datatype) => datatype switch
    {
        "integer" => "BIGINT",
        "decimal" or "latitude" or "longitude" => "DOUBLE",
        "date" => "DATE",
        _ => "VARCHAR",
    };
}
