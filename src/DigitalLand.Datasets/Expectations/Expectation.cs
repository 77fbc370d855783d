using DigitalLand.Core.Text;

namespace DigitalLand.Datasets.Expectations;

/// <summary>One thing that is expected of a dataset or a file: a rule, made concrete for one organisation where it is for each of several.</summary>
/// <param name="Operation">The name of what checks it.</param>
/// <param name="Parameters">What the operation is told.</param>
/// <param name="Name">For a person.</param>
/// <param name="Description">For a person; may be blank.</param>
/// <param name="Organisation">The code of the organisation whose data it is about; blank for all.</param>
/// <param name="Severity">As the configuration spells it.</param>
/// <param name="Responsibility">Whose it is to mend: <c>internal</c> or <c>external</c>; may be blank.</param>
public sealed record Expectation(
    string Operation, ExpectationParameters Parameters, string Name, string Description, string Organisation, string Severity, string Responsibility);

/// <summary>An expectation and what was found.</summary>
public sealed record ExpectationOutcome(Expectation Expectation, ExpectationResult Result)
{
    public bool Passed => Result.Passed;

    public Severity Severity => Severities.Parse(Expectation.Severity);

    /// <summary>What the operation was told, as the log has it.</summary>
    public string ParametersJson()
    {
        var parameters = new OrderedDictionary<string, object?>(Expectation.Parameters.Members, StringComparer.Ordinal);
        foreach (var (name, value) in Result.Given)
        {
            parameters[name] = value;
        }

        return PythonJson.Write(parameters);
    }

    /// <summary>What was found, as the log has it.</summary>
    public string DetailsJson() => PythonJson.Write(Result.Details);

    /// <summary>Whether it failed with a severity that keeps the dataset from being published.</summary>
    public bool Blocks(BlockOn blockOn) => !Passed && blockOn.Blocks(Severity);
}
