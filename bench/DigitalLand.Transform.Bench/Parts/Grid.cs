using DigitalLand.Geometry.Coordinates;

namespace DigitalLand.Transform.Bench.Parts;

/// <summary>Where the parts find the OSTN15 grid: as the program does, else beside the repository; without it they measure the lesser transformation.</summary>
internal static class Grid
{
    public static CoordinateSystems Systems()
    {
        var beside = Path.Combine(Repository.Shared, "data", "grids", CoordinateSystems.GridFileName);
        var systems = CoordinateSystems.FromEnvironment();
        return !systems.HasGrid && File.Exists(beside) ? new CoordinateSystems(beside) : systems;
    }
}
