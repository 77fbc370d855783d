using System.CommandLine;
using DigitalLand.Core.Configurations;

namespace DigitalLand.Cli.Commands;

internal static class ConfigCreateCommand
{
    public static Command Create()
    {
        var configPath = Arguments.Text("--config-path", "var/cache/config.sqlite3", "The config database to make.");
        var command = new Command("config-create", "Make an empty config database.") { configPath };
        command.SetAction(result =>
        {
            ConfigDatabase.Create(result.GetRequiredValue(configPath));
            return ExitCode.Ok;
        });
        return command;
    }
}
