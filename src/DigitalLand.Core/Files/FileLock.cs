using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace DigitalLand.Core.Files;

/// <summary>The advisory lock (<c>flock</c>) in which .NET puts how a file may be shared.</summary>
internal static partial class FileLock
{
    private const int Shared = 1;
    private const int Interrupted = 4;

    /// <summary>
    /// Lets readers in, and still keeps out whoever wants the file for itself. .NET has no call for that: its only way to give up a lock is to close the file. A file system without locks has
    /// nothing to give up, so an error changes nothing.
    /// </summary>
    public static void LetReadersIn(SafeFileHandle file)
    {
        while (Lock(file, Shared) != 0 && Marshal.GetLastPInvokeError() == Interrupted)
        {
        }
    }

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int Lock(SafeFileHandle file, int operation);
}
