using DigitalLand.Cli;
using DigitalLand.Core;
using DigitalLand.Core.Progress;

try
{
    var surroundings = new Surroundings(Clock.FromEnvironment(), Console.Out, Console.Error);
    using var heartbeat = Heartbeat.FromEnvironment(surroundings.Clock.Running());
    return await CommandLine.RunAsync(args, surroundings).ConfigureAwait(false);
}
catch (WrongUseException wrong)
{
    await Console.Error.WriteLineAsync($"digital-land: {wrong.Message}").ConfigureAwait(false);
    return ExitCode.WrongUse;
}
