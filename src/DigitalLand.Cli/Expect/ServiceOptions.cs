using System.CommandLine;
using DigitalLand.Cli.Commands;
using DigitalLand.Datasets.Expectations.Platform;

namespace DigitalLand.Cli.Expect;

/// <summary>Where the services are that expectations ask: options, else the environment, else the public ones.</summary>
internal sealed class ServiceOptions
{
    private const string PlatformVariable = "DIGITAL_LAND_PLATFORM_URL";
    private const string DatasetteVariable = "DIGITAL_LAND_DATASETTE_URL";

    private readonly Option<string> _platform = Service("--platform-url", PlatformVariable, PlatformAddresses.DefaultPlatform, "The platform that gives the boundaries of planning authorities");
    private readonly Option<string> _datasette = Service("--datasette-url", DatasetteVariable, PlatformAddresses.DefaultDatasette, "The Datasette that gives the resources of today");

    public void AddTo(Command command)
    {
        command.Options.Add(_platform);
        command.Options.Add(_datasette);
    }

    public PlatformAddresses Addresses(ParseResult result) => PlatformAddresses.Parse(result.GetRequiredValue(_platform), result.GetRequiredValue(_datasette));

    /// <summary>The services where no options are taken.</summary>
    public static PlatformAddresses FromEnvironment() =>
        PlatformAddresses.Parse(Url(PlatformVariable, PlatformAddresses.DefaultPlatform), Url(DatasetteVariable, PlatformAddresses.DefaultDatasette));

    private static Option<string> Service(string name, string variable, string otherwise, string description) =>
        Arguments.Text(name, Url(variable, otherwise), $"{description}; also {variable}.");

    private static string Url(string variable, string otherwise) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } url ? url : otherwise;
}
