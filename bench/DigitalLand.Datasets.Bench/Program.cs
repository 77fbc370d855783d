using DigitalLand.Core;
using DigitalLand.Datasets.Bench;

// facts COUNT FOLDER       writes a dataset's transformed files and their logs, for dataset-create to be measured on
// floor SPECIFICATION SQLITE  inserts the rows of a dataset again, through SQLite alone
try
{
    switch (args)
    {
        case ["facts", var count, var folder]:
            GeneratedFacts.Write(long.Parse(count, System.Globalization.CultureInfo.InvariantCulture), folder);
            return 0;
        case ["floor", var specification, var sqlite]:
            SqliteFloor.Measure(specification, sqlite);
            return 0;
        default:
            await Console.Error.WriteLineAsync("facts COUNT FOLDER, or floor SPECIFICATION SQLITE: see the README of the benchmarks.");
            return 2;
    }
}
catch (RunFailedException error)
{
    await Console.Error.WriteLineAsync(error.Message);
    return 1;
}
