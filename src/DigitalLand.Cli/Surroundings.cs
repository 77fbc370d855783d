namespace DigitalLand.Cli;

/// <summary>What a command gets from outside: the clock, and where data and talk go.</summary>
/// <param name="Clock">Pinned by DIGITAL_LAND_NOW, else the system's.</param>
/// <param name="Out">Standard output: data only.</param>
/// <param name="Error">Standard error: everything said to a person.</param>
internal sealed record Surroundings(TimeProvider Clock, TextWriter Out, TextWriter Error)
{
    /// <summary>Where answers to questions come from.</summary>
    public TextReader In { get; init; } = Console.In;

    /// <summary>Whether somebody is there to be asked.</summary>
    public bool IsAttended { get; init; } = !Console.IsInputRedirected;
}

/// <summary>What a process ends with.</summary>
internal static class ExitCode
{
    public const int Ok = 0;

    /// <summary>The data, or the configuration of the run, has problems.</summary>
    public const int DataProblems = 1;

    /// <summary>The program was asked for something that cannot be done as asked.</summary>
    public const int WrongUse = 2;

    /// <summary>Our own infrastructure failed.</summary>
    public const int InfrastructureFailed = 3;

    /// <summary>The memory that this process was given did not suffice.</summary>
    public const int OutOfMemory = 4;
}
