namespace DigitalLand.Conformance.Tests;

/// <summary>Whether the full sizes and counts are wanted, <c>DIGITAL_LAND_LONG_TESTS=1</c>, or those that suit every run of the tests.</summary>
internal static class LongTests
{
    public static bool Are { get; } = Environment.GetEnvironmentVariable("DIGITAL_LAND_LONG_TESTS") == "1";
}
