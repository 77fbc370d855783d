using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace DigitalLand.Core.Files;

/// <summary>
/// Has the kernel begin to put a long file on the disk while the rest of it is being made. Otherwise the file system does all of it at the end, while whoever moves the
/// file onto another waits: a file that takes the place of another has to be on its way to the disk by then, so that a power cut leaves the old or the new one.
/// </summary>
public sealed partial class WriteBehind(FileStream file)
{
    private const long Piece = 16 << 20;
    private const uint BeginWriting = 2;

    private long _begun;
    private Task _last = Task.CompletedTask;

    /// <summary>To be told now and then, by one thread at a time. What is a hint to the disk never fails.</summary>
    public void Advance()
    {
        var end = file.Position - (file.Position % Piece);
        if (end > _begun && _last.IsCompleted && OperatingSystem.IsLinux())
        {
            var (handle, start, length) = (file.SafeFileHandle, _begun, end - _begun);
            _begun = end;
            _last = Task.Run(() => Begin(handle, start, length));
        }
    }

    private static void Begin(SafeFileHandle handle, long start, long length)
    {
        try
        {
            _ = SyncFileRange(handle, start, length, BeginWriting);
        }
        catch (ObjectDisposedException)
        {
            // The file was given up meanwhile: there is nothing left to hurry.
        }
    }

    [LibraryImport("libc", EntryPoint = "sync_file_range")]
    private static partial int SyncFileRange(SafeFileHandle file, long offset, long length, uint flags);
}
