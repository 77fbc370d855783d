namespace DigitalLand.Datasets.Expectations.CsvOperations;

/// <summary>Checks one expectation of a CSV file.</summary>
internal interface ICsvOperation
{
    /// <summary>As rules name it.</summary>
    string Name { get; }

    /// <summary>Parameters that a rule must give.</summary>
    string[] Required { get; }

    /// <summary>Parameters that a rule may give.</summary>
    string[] Optional { get; }

    /// <exception cref="Core.RunFailedException">The parameters do not make sense for the file.</exception>
    ExpectationResult Run(CsvSource source, ExpectationParameters parameters, CancellationToken cancel);
}
