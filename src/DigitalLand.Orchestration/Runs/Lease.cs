using System.Text.Json;
using DigitalLand.Orchestration.Store;

namespace DigitalLand.Orchestration.Runs;

/// <summary>A worker's right to run an attempt, until the worker is given up for lost.</summary>
/// <param name="Token">Number of the attempt; larger than that of every attempt leased before. A report with the token of an attempt that has ended is refused.</param>
/// <param name="Number">How-manieth attempt of its task.</param>
/// <param name="Task">Number of the task in the store.</param>
/// <param name="Run">The run's number.</param>
/// <param name="Workflow">The run's workflow.</param>
/// <param name="Name">The task's name, with its item in brackets in a fan-out.</param>
/// <param name="Memory">MiB that it was given; 0 for the worker's default.</param>
/// <param name="Cpu">1/1024 of a core; 0 for the default.</param>
/// <param name="Work">What to do.</param>
public sealed record Lease(long Token, int Number, long Task, long Run, string Workflow, string Name, int Memory, int Cpu, TaskWork Work)
{
    /// <summary>From when the attempt could have begun until it was leased.</summary>
    public TimeSpan Waited { get; init; }

    internal static TaskWork ReadWork(string json) => JsonSerializer.Deserialize(json, RunJson.Default.TaskWork) ?? throw new JsonException("There is no work.");

    /// <summary>Where the attempt's log lies, known from the moment of its lease.</summary>
    internal static string LogOf(string folder, long run, string name, long number) => Path.Combine(folder, run.ToString(), $"{name}.{number}.log");

    internal static string NameOf(string name, long item) => item < 0 ? name : $"{name}[{item}]";
}

/// <summary>What a worker could still take on.</summary>
/// <param name="Class">The kind of worker.</param>
/// <param name="Slots">Attempts.</param>
/// <param name="Memory">MiB.</param>
/// <param name="Cpu">1/1024 of a core.</param>
/// <param name="IsIdle">It has nothing to do, so that it takes on even what is larger than it.</param>
public sealed record Room(WorkerKind Class, int Slots, int Memory, int Cpu, bool IsIdle);

/// <summary>The two kinds of worker, counted and watched apart.</summary>
public enum WorkerKind
{
    /// <summary>Always there.</summary>
    Base,

    /// <summary>There for the heavy work.</summary>
    Additional,
}
