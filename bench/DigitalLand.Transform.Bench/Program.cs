using System.CommandLine;
using DigitalLand.Core;
using DigitalLand.Transform.Bench;
using DigitalLand.Transform.Bench.Parts;
using DigitalLand.Transform.Bench.Whole;

try
{
    var root = new RootCommand("Measures the transform: as whole processes on big inputs, and part by part.")
    {
        WholeCommand.Create(Clock.FromEnvironment()),
        PartsCommand.Create(),
    };
    return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }).ConfigureAwait(false);
}
catch (Exception error) when (error is WrongUseException or RunFailedException)
{
    await Console.Error.WriteLineAsync(error.Message).ConfigureAwait(false);
    return 1;
}
