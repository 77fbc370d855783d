using System.Reflection;

namespace DigitalLand.Core;

/// <summary>
/// The version of this program as it is recorded with what it makes: a resource that was transformed by another version is
/// transformed again. The package version alone, so that two builds of one release count as one.
/// </summary>
public static class CodeVersion
{
    public static string Text { get; } =
        typeof(CodeVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";
}
