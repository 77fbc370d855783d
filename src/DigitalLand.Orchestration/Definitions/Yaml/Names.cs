namespace DigitalLand.Orchestration.Definitions.Yaml;

/// <summary>What workflows, tasks and parameters can be called: names that are also good in a file name, a URL and an Airflow id.</summary>
internal static class Names
{
    private const int Longest = 200;

    public static bool IsName(string text) =>
        text.Length is > 0 and <= Longest && char.IsAsciiLetterOrDigit(text[0]) && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '.');
}
