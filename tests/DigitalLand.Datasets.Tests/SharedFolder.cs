namespace DigitalLand.Datasets.Tests;

/// <summary>Recorded runs and published data that lie beside a checkout on some machines; tests that need them skip elsewhere.</summary>
internal static class SharedFolder
{
    public static string Find(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "DigitalLand.slnx")) && Path.Combine(folder.FullName, "..", "shared", path) is var found && Path.Exists(found))
            {
                return Path.GetFullPath(found);
            }
        }

        Assert.Skip($"shared/{path} is not here");
        return "";
    }
}
