using DigitalLand.Datasets.Expectations;
using DigitalLand.Datasets.Publication.Guards;

namespace DigitalLand.Datasets.Publication;

/// <summary>A dataset to publish.</summary>
public sealed record PublicationRequest
{
    public required string Dataset { get; init; }

    /// <summary>The folder that it was built in: every file below is published, by its path below.</summary>
    public required string Build { get; init; }

    /// <summary>What it was made from; the resources are read from the build.</summary>
    public required PublicationInputs Inputs { get; init; }

    /// <summary>resource.csv of the collection.</summary>
    public required string ResourceList { get; init; }

    /// <summary>endpoint.csv of the collection.</summary>
    public required string EndpointList { get; init; }

    /// <summary>organisation.csv.</summary>
    public required string Organisations { get; init; }

    public GuardLimits Limits { get; init; } = GuardLimits.Defaults;

    /// <summary>Checks what is expected of the build, given its SQLite file; asked only where something is to be published. Null for nothing expected.</summary>
    public Func<string, CancellationToken, Task<ExpectationReport>>? Expect { get; init; }

    /// <summary>From which severity on a broken expectation holds the build.</summary>
    public BlockOn BlockOn { get; init; } = BlockOn.Default;

    /// <summary>Who publishes.</summary>
    public required string By { get; init; }

    /// <summary>Why it may be published whatever the guards find; blank to hold it.</summary>
    public string Accept { get; init; } = "";
}
