namespace DigitalLand.Geometry.Tests;

/// <summary>Reference material that lies beside the project where it is developed: recorded runs of the reference and the OSTN15 grid.</summary>
internal static class SharedFolder
{
    /// <summary>A file or folder below the shared folder; the test is skipped where there is none.</summary>
    public static string Find(params string[] names)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "DigitalLand.slnx")))
            {
                var path = System.IO.Path.Combine([folder.FullName, "..", "shared", .. names]);
                if (System.IO.Path.Exists(path))
                {
                    return path;
                }
            }
        }

        Assert.Skip($"shared/{string.Join('/', names)} is not here");
        return "";
    }
}
