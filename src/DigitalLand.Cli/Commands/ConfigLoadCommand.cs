using System.CommandLine;
using DigitalLand.Core.Configurations;

namespace DigitalLand.Cli.Commands;

internal static class ConfigLoadCommand
{
    public static Command Create(GroupOptions group)
    {
        var configPath = Arguments.Text("--config-path", "var/cache/config.sqlite3", "The config database to fill.");
        var command = new Command("config-load", "Fill the config database from the pipeline folder.") { configPath };
        command.SetAction(result =>
        {
            ConfigDatabase.Load(result.GetRequiredValue(configPath), result.GetRequiredValue(group.PipelineDir));
            return ExitCode.Ok;
        });
        return command;
    }
}
