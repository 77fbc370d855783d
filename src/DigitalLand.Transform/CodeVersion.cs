using System.Reflection;
using DigitalLand.Core.Hashing;
using DigitalLand.Core.Specifications;
using DigitalLand.Geometry;

namespace DigitalLand.Transform;

/// <summary>
/// Names the code that transforms, for the plan: when it changes, everything is done again. Made of the version and of the identity
/// that the compiler gives to each assembly on the road of a value, so that an edit counts without anybody raising a number.
/// </summary>
public static class CodeVersion
{
    private static readonly Type[] Road = [typeof(Specification), typeof(GeometryNormaliser), typeof(CodeVersion)];

    /// <summary>For example <c>0.1.0+3f2a9c01</c>; without characters that CSV would quote.</summary>
    public static string Current { get; } = Describe();

    private static string Describe()
    {
        var version = typeof(CodeVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
        var identity = Sha256Hex.OfText(string.Concat(Road.Select(type => type.Module.ModuleVersionId.ToString("N"))));
        return $"{version}+{identity[..8]}";
    }
}
