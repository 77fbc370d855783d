using System.CommandLine;
using DigitalLand.Core.Csv;
using DigitalLand.Core.Files;
using DigitalLand.Core.Logs;
using DigitalLand.Transform.Phases;

namespace DigitalLand.Cli.Commands;

internal static class ConvertCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var input = new Argument<string>("input-path") { Description = "The resource: a file of any kind that the transform reads." };
        var output = new Argument<string?>("output-path") { Description = "The CSV; var/converted/NAME.csv when left out.", Arity = ArgumentArity.ZeroOrOne };
        var encoding = Arguments.Encoding();
        var command = new Command("convert", "Write a resource as CSV, as the transform reads it.") { input, output, encoding };
        command.SetAction((result, cancel) =>
        {
            var path = Arguments.ExistingFile(result.GetRequiredValue(input));
            var stem = Path.GetFileNameWithoutExtension(path);
            Convert(path, result.GetValue(output) ?? $"var/converted/{stem}.csv", stem, result.GetRequiredValue(encoding), surroundings, cancel);
            return Task.FromResult(ExitCode.Ok);
        });
        return command;
    }

    private static void Convert(string input, string output, string resource, string encoding, Surroundings surroundings, CancellationToken cancel)
    {
        var resourceLog = new DatasetResourceLog("", resource);
        var convertedLog = new ConvertedResourceLog("", resource);
        using var file = new AtomicFile(output);
        using (var table = new ConvertPhase(resourceLog, convertedLog, surroundings.Clock).Process(input, encoding, cancel))
        using (var writer = new CsvWriter(file.Stream))
        {
            while (table?.Reader.Read() == true)
            {
                cancel.ThrowIfCancellationRequested();
                for (var i = 0; i < table.Reader.FieldCount; i++)
                {
                    writer.WriteField(table.Reader[i]);
                }

                writer.EndRecord();
            }

            resourceLog.LineCount = table?.Reader.RecordNumber ?? 0;
        }

        file.Commit();
        if (convertedLog.Status == ConvertedResourceLog.Failed)
        {
            surroundings.Error.WriteLine($"digital-land: {input} could not be read as a table: {convertedLog.Exception}");
        }

        Print(resourceLog, surroundings.Out);
    }

    private static void Print(DatasetResourceLog log, TextWriter output)
    {
        using var bytes = new MemoryStream();
        using (var writer = new CsvWriter(bytes))
        {
            writer.WriteRecord(DatasetResourceLog.Columns);
            writer.WriteRecord(log.Fields());
        }

        output.Write(System.Text.Encoding.UTF8.GetString(bytes.ToArray()));
    }
}
