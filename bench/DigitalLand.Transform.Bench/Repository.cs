using DigitalLand.Core;

namespace DigitalLand.Transform.Bench;

/// <summary>The repository that this program was built in.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The program as its users start it.</summary>
    public static string Program => Path.Combine(Root, "digital-land");

    public static string Samples => Path.Combine(Root, "samples");

    /// <summary>Where recorded runs of the reference may lie, with the configuration and grids that they need.</summary>
    public static string Shared => Path.Combine(Path.GetDirectoryName(Root)!, "shared");

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "DigitalLand.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new WrongUseException("This program measures the repository that it was built in, and does not lie inside one.");
    }
}
