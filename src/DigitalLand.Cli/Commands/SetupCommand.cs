using System.CommandLine;
using DigitalLand.Core.Files;
using DigitalLand.Geometry.Coordinates;

namespace DigitalLand.Cli.Commands;

/// <summary>Fetches what the program can do without, but does better with.</summary>
internal static class SetupCommand
{
    private static readonly Uri Grid = new($"https://cdn.proj.org/{CoordinateSystems.GridFileName}");

    public static Command Create(Surroundings surroundings)
    {
        var grids = new Command("grids", "Fetch the OSTN15 grid (3 MB), which places National Grid coordinates to the millimetre.");
        grids.SetAction(async (_, cancel) =>
        {
            await FetchGridAsync(surroundings, cancel).ConfigureAwait(false);
            return ExitCode.Ok;
        });
        return new Command("setup", "Fetch what makes results better.") { grids };
    }

    private static async Task FetchGridAsync(Surroundings surroundings, CancellationToken cancel)
    {
        if (CoordinateSystems.FromEnvironment().HasGrid)
        {
            await surroundings.Error.WriteLineAsync("The grid is there already.").ConfigureAwait(false);
            return;
        }

        var path = Path.Combine(CoordinateSystems.UserFolder, CoordinateSystems.GridFileName);
        using var file = new AtomicFile(path);
        try
        {
            using var client = new HttpClient();
            using var content = await client.GetStreamAsync(Grid, cancel).ConfigureAwait(false);
            await content.CopyToAsync(file.Stream, cancel).ConfigureAwait(false);
        }
        catch (HttpRequestException error)
        {
            throw new IOException($"The grid could not be fetched from {Grid} ({error.Message}). Put the file into a folder and name that folder in PROJ_DATA.", error);
        }

        // A file that is no grid must not be kept: it would fail every later run.
        await file.Stream.FlushAsync(cancel).ConfigureAwait(false);
        new CoordinateSystems(file.TemporaryPath).FromBritishNationalGrid(400_000, 300_000);
        file.Commit();
        await surroundings.Error.WriteLineAsync($"The grid lies in {path}. It is used where PROJ_DATA is not set.").ConfigureAwait(false);
    }
}
