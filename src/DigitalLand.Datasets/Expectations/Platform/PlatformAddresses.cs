using DigitalLand.Core;

namespace DigitalLand.Datasets.Expectations.Platform;

/// <summary>Where the services are that expectations ask.</summary>
/// <param name="Platform">Gives the boundary of a local planning authority.</param>
/// <param name="Datasette">Gives the resources that each organisation's endpoints serve today.</param>
public sealed record PlatformAddresses(Uri Platform, Uri Datasette)
{
    public const string DefaultPlatform = "https://www.planning.data.gov.uk";

    public const string DefaultDatasette = "https://datasette.planning.data.gov.uk";

    /// <exception cref="WrongUseException">One of them is no http or https URL.</exception>
    public static PlatformAddresses Parse(string platform, string datasette) => new(Base(platform), Base(datasette));

    /// <summary>With a slash at the end, so that paths go below it.</summary>
    private static Uri Base(string url) => Uri.TryCreate(url.TrimEnd('/') + "/", UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
        ? uri
        : throw new WrongUseException($"'{url}' is not an http or https URL.");
}
