namespace DigitalLand.Orchestration.Tests;

/// <summary>Whether killing and repeating tests run their full counts.</summary>
internal static class Long
{
    public static bool Tests { get; } = Environment.GetEnvironmentVariable("DIGITAL_LAND_LONG_TESTS") == "1";
}
