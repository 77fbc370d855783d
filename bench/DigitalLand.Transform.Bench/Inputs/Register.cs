using DigitalLand.Core.Csv;

namespace DigitalLand.Transform.Bench.Inputs;

/// <summary>A register of invented things, as an organisation of the sample country would publish it: any number of rows, the same for a seed.</summary>
/// <param name="Dataset">The dataset that it is of.</param>
/// <param name="Collection">The collection whose configuration understands it.</param>
/// <param name="Organisation">Who publishes it.</param>
/// <param name="Columns">The header.</param>
/// <param name="Row">The cells of the row of a number.</param>
internal sealed record Register(string Dataset, string Collection, string Organisation, string[] Columns, Func<int, Invention, string[]> Row)
{
    /// <summary>As lines of lookup.csv number them, from here on.</summary>
    private const int FirstEntity = 10_000_000;

    /// <summary>Every so many references the entity is not known yet.</summary>
    private const int Unknown = 20;

    private static readonly string[] LookupColumns = ["prefix", "resource", "endpoint", "entry-number", "organisation", "reference", "entity", "entry-date", "start-date", "end-date"];

    public static string Reference(int number) => $"R{number:0000000}";

    public void WriteTo(Stream stream, int rows, int seed)
    {
        var invention = new Invention(seed);
        using var writer = new CsvWriter(stream);
        writer.WriteRecord(Columns);
        for (var i = 0; i < rows; i++)
        {
            writer.WriteRecord(Row(i, invention));
        }
    }

    public void WriteLookupsTo(Stream stream, int rows)
    {
        using var writer = new CsvWriter(stream);
        writer.WriteRecord(LookupColumns);
        for (var i = 0; i < rows; i++)
        {
            if (i % Unknown != 0)
            {
                writer.WriteRecord([Dataset, "", "", "", Organisation, Reference(i), $"{FirstEntity + i}", "", "", ""]);
            }
        }
    }
}
