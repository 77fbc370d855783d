using System.Globalization;
using DigitalLand.Core.Csv;
using DigitalLand.Core.Parquet;

namespace DigitalLand.Datasets.Tests.Inputs;

/// <summary>A transformed CSV once more as the transform writes it in Parquet.</summary>
internal static class OwnParquet
{
    public static void Write(string csv)
    {
        var table = CsvTable.Read(csv);
        var snappy = new Snappy();
        var columns = table.Header.Select(name => (Name: name, Chunk: Chunk(name, snappy))).ToArray();
        using var file = File.Create(Path.ChangeExtension(csv, ".parquet"));
        var writer = new ParquetWriter(file, [.. columns.Select(column => column.Chunk)]);
        foreach (var row in table.Rows)
        {
            foreach (var (name, chunk) in columns)
            {
                switch (chunk)
                {
                    case DictionaryColumn<long, Int64Encoding> numbers: numbers.Add(long.Parse(row[name], CultureInfo.InvariantCulture)); break;
                    case DictionaryColumn<string, TextEncoding> texts: texts.Add(row[name]); break;
                    default: ((PlainColumn)chunk).Add(row[name]); break;
                }
            }

            writer.EndRow();
        }

        writer.AddProperty(ParquetProperties.CsvSize, new FileInfo(csv).Length.ToString(CultureInfo.InvariantCulture));
        writer.Finish();
    }

    private static ColumnChunk Chunk(string name, Snappy snappy) => name switch
    {
        "entity" => new DictionaryColumn<long, Int64Encoding>(name, snappy),
        "fact" or "value" => new PlainColumn(name, snappy),
        _ => new DictionaryColumn<string, TextEncoding>(name.Replace('-', '_'), snappy),
    };
}
