using System.Reflection;
using System.Runtime.InteropServices;

namespace DigitalLand.DuckDb.Native;

/// <summary>
/// Finds DuckDB's library when it is first needed: what the environment variable DUCKDB_LIBRARY names, or else the file that was
/// installed beside the program.
/// </summary>
internal static class DuckDbLibrary
{
    public const string Name = "duckdb";

    private const string Variable = "DUCKDB_LIBRARY";

    private static readonly Lazy<nint> Handle = new(() => Open(Find(Environment.GetEnvironmentVariable(Variable), AppContext.BaseDirectory)));

    /// <exception cref="DuckDbException">It is not there, or not loadable.</exception>
    public static void Load() => _ = Handle.Value;

    /// <param name="named">What the environment names; null or blank for nothing.</param>
    /// <param name="program">The folder of the program.</param>
    internal static string Find(string? named, string program)
    {
        if (named is { Length: > 0 })
        {
            return named;
        }

        var (system, file) = OperatingSystem.IsWindows() ? ("win", "duckdb.dll")
            : OperatingSystem.IsMacOS() ? ("osx", "libduckdb.dylib")
            : ("linux", "libduckdb.so");
        var platform = $"{system}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
        return Path.Combine(program, "runtimes", platform, "native", file);
    }

    internal static nint Open(string path)
    {
        if (!NativeLibrary.TryLoad(path, out var handle))
        {
            throw new DuckDbException(
                $"DuckDB's library could not be loaded from {path}: run ./digital-land, which installs it, or set {Variable} to where it is");
        }

        NativeLibrary.SetDllImportResolver(typeof(DuckDbLibrary).Assembly, Resolve);
        return handle;
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? search) => name == Name ? Handle.Value : 0;
}
