[assembly: AssemblyFixture(typeof(DigitalLand.Conformance.Tests.BadInput.RunTemporaryFolder))]

namespace DigitalLand.Conformance.Tests.BadInput;

/// <summary>A folder for temporary files of this run of the tests alone, so that a test can see what was left in it.</summary>
public sealed class RunTemporaryFolder : IDisposable
{
    private const string Variable = "TMPDIR";

    private readonly string _path = Directory.CreateTempSubdirectory("digital-land-tests-of-").FullName;
    private readonly string? _before = Environment.GetEnvironmentVariable(Variable);

    public RunTemporaryFolder() => Environment.SetEnvironmentVariable(Variable, _path);

    /// <summary>Folders that a conversion made and did not take away. Tests that ask for it run alone.</summary>
    public string[] Left => [.. Directory.GetDirectories(_path, "digital-land-*").Where(folder => !Path.GetFileName(folder).StartsWith("digital-land-test-", StringComparison.Ordinal))];

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Variable, _before);
        Directory.Delete(_path, recursive: true);
    }
}
