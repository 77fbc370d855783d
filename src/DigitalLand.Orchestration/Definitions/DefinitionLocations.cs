namespace DigitalLand.Orchestration.Definitions;

/// <summary>Where definitions are when nobody says.</summary>
public static class DefinitionLocations
{
    /// <summary>The environment variable that names the definition store: a folder or <c>s3://bucket/prefix</c>.</summary>
    public const string Variable = "DIGITAL_LAND_DEFINITIONS";

    /// <summary>The catalogue that comes with the program.</summary>
    public static string Shipped => Path.Combine(AppContext.BaseDirectory, "workflows");

    public static string FromEnvironment() => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } location ? location : Shipped;
}
