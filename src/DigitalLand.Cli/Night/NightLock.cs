using DigitalLand.Core;

namespace DigitalLand.Cli.Night;

/// <summary>Holds a night's folder for this process: two nights in one folder would write over each other.</summary>
internal sealed class NightLock : IDisposable
{
    private readonly FileStream _file;

    private NightLock(FileStream file) => _file = file;

    /// <summary>Takes the folder, which is made where it is missing.</summary>
    /// <exception cref="WrongUseException">Another process holds it.</exception>
    public static NightLock Take(string directory)
    {
        Directory.CreateDirectory(directory);
        try
        {
            return new NightLock(new FileStream(Path.Combine(directory, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException error)
        {
            throw new WrongUseException($"Another digital-land up works in '{directory}'. End it with Ctrl+C, or choose another folder with --directory.", error);
        }
    }

    public void Dispose() => _file.Dispose();
}
