using DigitalLand.Cli;
using DigitalLand.Core;

try
{
    var surroundings = new Surroundings(Clock.FromEnvironment(), Console.Out, Console.Error);
    return await CommandLine.RunAsync(args, surroundings).ConfigureAwait(false);
}
catch (WrongUseException wrong)
{
    await Console.Error.WriteLineAsync($"digital-land: {wrong.Message}").ConfigureAwait(false);
    return ExitCode.WrongUse;
}
