namespace DigitalLand.Collection.Tests.Support;

/// <summary>Recorded runs of the reference, which lie beside the project on the machines that have them.</summary>
internal static class Golden
{
    public static string Case(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "DigitalLand.slnx")))
            {
                var path = Path.Combine(folder.FullName, "..", "shared", "golden", name);
                Assert.SkipUnless(Directory.Exists(path), "The recorded cases are not on this machine.");
                return path;
            }
        }

        Assert.Skip("The tests do not run inside the project's folder.");
        return "";
    }

    public static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
