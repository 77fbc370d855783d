namespace DigitalLand.EndToEnd.Tests;

/// <summary>Where the tests' own repository lies, and what may lie beside it.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The recorded cases and real configuration beside the repository; skips the test where there are none.</summary>
    public static string RequireShared()
    {
        var shared = Path.Combine(Path.GetDirectoryName(Root)!, "shared");
        Assert.SkipUnless(Directory.Exists(shared), "There is no folder 'shared' beside the repository.");
        return shared;
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "DigitalLand.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run from inside the repository.");
    }
}
