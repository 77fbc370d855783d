using DigitalLand.Datasets.Publication.Stores;

namespace DigitalLand.Datasets.Tests.Publication;

/// <summary>The process was killed: nothing that it would do afterwards happens.</summary>
public sealed class KilledException : Exception
{
    public KilledException()
        : base("killed")
    {
    }
}

/// <summary>A disk on which the n-th change fails; or, when killed, that one and every later one, as if the process had ended there.</summary>
internal sealed class FailingFiles(int failAt, bool killed) : IPublicationFiles
{
    private readonly DurableFiles _disk = new();
    private int _changes;

    /// <summary>Whether the change that fails was reached.</summary>
    public bool Failed => _changes >= failAt;

    public void CreateFolder(string path) => Change(() => _disk.CreateFolder(path));

    /// <summary>A copy that fails leaves half of the file.</summary>
    public (long Length, string Sha256) Copy(string source, string destination, CancellationToken cancel)
    {
        (long, string) result = default;
        Change(() => result = _disk.Copy(source, destination, cancel), () => File.WriteAllBytes(destination, File.ReadAllBytes(source)[..^1]));
        return result;
    }

    public void Write(string path, ReadOnlySpan<byte> bytes)
    {
        var copy = bytes.ToArray();
        Change(() => _disk.Write(path, copy));
    }

    public void Link(string target, string path) => Change(() => _disk.Link(target, path));

    public void Rename(string from, string to) => Change(() => _disk.Rename(from, to));

    public void FlushFolder(string path) => Change(() => _disk.FlushFolder(path));

    public void DeleteFile(string path) => Change(() => _disk.DeleteFile(path));

    /// <summary>A removal that fails has removed a part.</summary>
    public void DeleteFolder(string path) => Change(
        () => _disk.DeleteFolder(path),
        () =>
        {
            if (Directory.Exists(path) && Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).FirstOrDefault() is { } file)
            {
                File.Delete(file);
            }
        });

    private void Change(Action change, Action? half = null)
    {
        _changes++;
        if (_changes == failAt)
        {
            half?.Invoke();
        }

        if (_changes == failAt || (killed && _changes > failAt))
        {
            throw killed ? new KilledException() : new IOException("No space left on device");
        }

        change();
    }
}

/// <summary>A disk that stops before its first rename until it is released.</summary>
internal sealed class Slow : IPublicationFiles
{
    private readonly DurableFiles _disk = new();
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Reached => _reached.Task;

    public void Release() => _released.TrySetResult();

    public void CreateFolder(string path) => _disk.CreateFolder(path);

    public (long Length, string Sha256) Copy(string source, string destination, CancellationToken cancel) => _disk.Copy(source, destination, cancel);

    public void Write(string path, ReadOnlySpan<byte> bytes) => _disk.Write(path, bytes);

    public void Link(string target, string path) => _disk.Link(target, path);

    public void Rename(string from, string to)
    {
        _reached.TrySetResult();
        _released.Task.Wait(TestContext.Current.CancellationToken);
        _disk.Rename(from, to);
    }

    public void FlushFolder(string path) => _disk.FlushFolder(path);

    public void DeleteFile(string path) => _disk.DeleteFile(path);

    public void DeleteFolder(string path) => _disk.DeleteFolder(path);
}
