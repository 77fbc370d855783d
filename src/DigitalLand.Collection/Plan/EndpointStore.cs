using DigitalLand.Core;
using DigitalLand.Core.Csv;
using DigitalLand.Core.Files;

namespace DigitalLand.Collection.Plan;

/// <summary>A collection's endpoint.csv. Saving keeps the known columns only, as the reference does.</summary>
public sealed class EndpointStore
{
    /// <summary>The columns of endpoint.csv.</summary>
    public static readonly string[] Columns = ["endpoint", "endpoint-url", "parameters", "plugin", "entry-date", "start-date", "end-date"];

    private readonly CsvTable _table;

    private EndpointStore(CsvTable table) => _table = table;

    public IReadOnlyList<CsvTableRow> Rows => _table.Rows;

    /// <exception cref="WrongUseException">There is no such file.</exception>
    public static EndpointStore Load(string path) => new(CsvTable.Read(path));

    public void Save(string path) => AtomicFile.WriteCsv(path, Columns, _table.Rows.Select(row => Columns.Select(row.Find)));
}
