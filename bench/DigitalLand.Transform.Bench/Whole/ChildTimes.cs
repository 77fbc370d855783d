using System.ComponentModel;
using System.Runtime.InteropServices;

namespace DigitalLand.Transform.Bench.Whole;

/// <summary>The processor time of all processes that were started from here and have ended, with those that they started.</summary>
internal static partial class ChildTimes
{
    /// <summary><c>RUSAGE_CHILDREN</c>.</summary>
    private const int Children = -1;

    /// <summary><c>struct rusage</c> of 64-bit Linux: two times of seconds and microseconds, and fourteen counts.</summary>
    private const int Words = 18;

    /// <summary>User and system time together.</summary>
    public static unsafe TimeSpan Now()
    {
        var usage = stackalloc long[Words];
        return GetResourceUsage(Children, usage) == 0
            ? TimeSpan.FromSeconds(usage[0] + usage[2]) + TimeSpan.FromMicroseconds(usage[1] + usage[3])
            : throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    [LibraryImport("libc", EntryPoint = "getrusage", SetLastError = true)]
    private static unsafe partial int GetResourceUsage(int who, long* usage);
}
