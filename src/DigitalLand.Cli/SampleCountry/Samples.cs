using DigitalLand.Core;

namespace DigitalLand.Cli.SampleCountry;

/// <summary>Where the sample country lies: beside the program, in the repository's build and in a published one alike.</summary>
internal static class Samples
{
    /// <exception cref="WrongUseException">The program was copied without its samples.</exception>
    public static string Locate()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "samples");
        return File.Exists(Path.Combine(folder, "providers.csv"))
            ? folder
            : throw new WrongUseException($"The sample country is missing: there is no {Path.Combine(folder, "providers.csv")}. Install the program again, samples included.");
    }
}
