using DigitalLand.Collection.Collect.Addresses;

namespace DigitalLand.Collection.Tests.Support;

/// <summary>The tests' providers are on this machine.</summary>
internal static class Loopback
{
    public static AllowedHosts Allowed { get; } = AllowedHosts.Parse("127.0.0.0/8", "file:");
}
