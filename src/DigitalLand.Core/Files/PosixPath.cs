using System.ComponentModel;
using System.Runtime.InteropServices;

namespace DigitalLand.Core.Files;

/// <summary>What POSIX promises of names in folders and .NET has no call for.</summary>
public static partial class PosixPath
{
    private const string Library = "libc";

    /// <summary>O_RDONLY, which a folder may be opened with.</summary>
    private const int ReadOnly = 0;

    /// <summary>
    /// Renames a file, a folder or a symbolic link itself, in the place of whatever file or link has the new name: whoever looks sees
    /// one or the other (POSIX <c>rename</c>; .NET's own follows a link to a folder and refuses).
    /// </summary>
    /// <exception cref="IOException">The system refuses.</exception>
    public static void Rename(string from, string to)
    {
        if (NativeRename(from, to) != 0)
        {
            throw Failure($"'{from}' cannot be renamed to '{to}'");
        }
    }

    /// <summary>Returns when the names in a folder are on the disk: a renamed file outlives a power cut from here on.</summary>
    /// <exception cref="IOException">The system refuses.</exception>
    public static void FlushFolder(string path)
    {
        var folder = NativeOpen(path, ReadOnly);
        if (folder < 0)
        {
            throw Failure($"'{path}' cannot be opened");
        }

        try
        {
            if (NativeFlush(folder) != 0)
            {
                throw Failure($"'{path}' cannot be written to the disk");
            }
        }
        finally
        {
            _ = NativeClose(folder);
        }
    }

    private static IOException Failure(string what)
    {
        var code = Marshal.GetLastPInvokeError();
        return new IOException($"{what}: {new Win32Exception(code).Message}.", code);
    }

    [LibraryImport(Library, EntryPoint = "rename", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int NativeRename(string from, string to);

    [LibraryImport(Library, EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int NativeOpen(string path, int flags);

    [LibraryImport(Library, EntryPoint = "fsync", SetLastError = true)]
    private static partial int NativeFlush(int descriptor);

    [LibraryImport(Library, EntryPoint = "close", SetLastError = true)]
    private static partial int NativeClose(int descriptor);
}
