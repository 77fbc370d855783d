namespace DigitalLand.Cli.Night;

/// <summary>How far a stage is with one collection.</summary>
/// <param name="Stage">What is done: collect, plan, transform, assemble.</param>
/// <param name="Collection">For whom.</param>
/// <param name="Done">Endpoints, resources or datasets that are finished.</param>
/// <param name="Total">Of how many; 0 while that is not known.</param>
/// <param name="What">What they are, in the plural.</param>
internal readonly record struct NightStep(string Stage, string Collection, int Done, int Total, string What);
