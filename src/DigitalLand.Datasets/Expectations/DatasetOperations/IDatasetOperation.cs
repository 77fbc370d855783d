namespace DigitalLand.Datasets.Expectations.DatasetOperations;

/// <summary>Checks one expectation of a built dataset.</summary>
internal interface IDatasetOperation
{
    /// <summary>As rules name it.</summary>
    string Name { get; }

    /// <summary>Parameters that a rule must give.</summary>
    string[] Required { get; }

    /// <summary>Parameters that a rule may give.</summary>
    string[] Optional { get; }

    /// <exception cref="Core.RunFailedException">The parameters do not make sense.</exception>
    ValueTask<ExpectationResult> RunAsync(ExpectationParameters parameters, CancellationToken cancel);
}
