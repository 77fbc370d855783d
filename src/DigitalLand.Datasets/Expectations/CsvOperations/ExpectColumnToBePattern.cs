using DigitalLand.Core;
using DigitalLand.Core.Text;

namespace DigitalLand.Datasets.Expectations.CsvOperations;

/// <summary>Checks that the values of a column are regular expressions as Python has them.</summary>
internal sealed class ExpectColumnToBePattern() : ExpectColumnToBe("expect_column_to_be_pattern", "pattern")
{
    /// <summary>Whether Python would take a text for a regular expression.</summary>
    public static bool IsPattern(string text)
    {
        try
        {
            _ = new PythonRegex(text);
            return true;
        }
        catch (RunFailedException)
        {
            return false;
        }
    }

    protected override string Suspicion(ExpectationParameters parameters) => "true";

    protected override bool IsInvalid(string value) => !IsPattern(value);
}
