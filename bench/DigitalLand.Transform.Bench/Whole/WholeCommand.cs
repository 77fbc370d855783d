using System.CommandLine;
using DigitalLand.Core;
using DigitalLand.Geometry.Coordinates;
using DigitalLand.Transform.Bench.Inputs;

namespace DigitalLand.Transform.Bench.Whole;

/// <summary>The verb that measures whole processes.</summary>
internal static class WholeCommand
{
    private const int UsualRows = 100_000;

    public static Command Create(TimeProvider clock)
    {
        var names = new Argument<string[]>("name-prefix") { Description = "Measure only inputs whose names begin so.", Arity = ArgumentArity.ZeroOrMore };
        var rows = new Option<string?>("--rows") { Description = "Generate inputs of these sizes, such as 10000,100000,1000000; prints the memory curve." };
        var runs = new Option<int>("--runs") { Description = "Runs of each input; the median counts.", DefaultValueFactory = _ => 3 };
        var seed = new Option<int>("--seed") { Description = "Of the generated inputs.", DefaultValueFactory = _ => 20240501 };
        var command = new Command("whole", "Run the program as whole processes on big inputs.") { names, rows, runs, seed };
        command.SetAction((result, cancel) => Task.FromResult(
            Run(Inputs(result.GetValue(rows), result.GetValue(seed)), result.GetValue(names) ?? [], result.GetValue(runs), clock, cancel)));
        return command;
    }

    private static int Run(IEnumerable<BenchInput> inputs, string[] prefixes, int runs, TimeProvider clock, CancellationToken cancel)
    {
        if (runs < 1)
        {
            throw new WrongUseException("--runs has to be 1 or more.");
        }

        var measurements = new List<Measurement>();
        foreach (var input in inputs.Where(input => prefixes.Length == 0 || Array.Exists(prefixes, prefix => input.Name.StartsWith(prefix, StringComparison.Ordinal))))
        {
            Console.Error.WriteLine($"{input.Name} ...");
            measurements.Add(Measuring.Measure(input, runs, clock, cancel));
        }

        if (measurements.Count == 0)
        {
            throw new WrongUseException("No input has such a name.");
        }

        WholeReport.Write(Console.Out, measurements);
        return measurements.Exists(measurement => measurement.IsEqual == false) ? 1 : 0;
    }

    /// <summary>Those that were recorded, where they are there and no sizes are asked for; generated ones otherwise.</summary>
    private static IEnumerable<BenchInput> Inputs(string? rows, int seed)
    {
        if (rows is null && RecordedInput.FindAll(Repository.Shared).ToArray() is { Length: > 0 } recorded)
        {
            return recorded;
        }

        Console.Error.WriteLine($"Generated inputs, seed {seed}; {(CoordinateSystems.FromEnvironment().HasGrid ? "with" : "without")} the OSTN15 grid");
        var sizes = rows is null ? [UsualRows] : rows.Split(',').Select(Size).Order().ToArray();
        return Registers.All.SelectMany(register => sizes.Select(size => new GeneratedInput(register, size, seed)));
    }

    private static int Size(string text) =>
        int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var size) && size > 0 ? size : throw new WrongUseException($"--rows: '{text}' is not a number of rows.");
}
