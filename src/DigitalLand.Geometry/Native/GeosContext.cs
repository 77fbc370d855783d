using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using DigitalLand.Core;
using Microsoft.Win32.SafeHandles;

namespace DigitalLand.Geometry.Native;

/// <summary>
/// One GEOS context with its own error text. A context serves one thread at a time; its geometries must not outlive it.
/// </summary>
internal sealed unsafe class GeosContext : SafeHandleZeroOrMinusOneIsInvalid
{
    private const int MessageSize = 1024;

    private readonly byte* _message;

    internal GeosContext()
        : base(ownsHandle: true)
    {
        SetHandle(GeosApi.GEOS_init_r());
        _message = (byte*)NativeMemory.AllocZeroed(MessageSize);
        GeosApi.GEOSContext_setErrorMessageHandler_r(handle, &KeepMessage, _message);
    }

    /// <summary>The raw handle for calls of the API.</summary>
    public nint Raw => handle;

    /// <exception cref="RunFailedException">The library is not installed.</exception>
    public static GeosContext Create()
    {
        try
        {
            return new GeosContext();
        }
        catch (Exception error) when (error is DllNotFoundException or EntryPointNotFoundException)
        {
            throw new RunFailedException("Shapes need the GEOS library (libgeos_c.so.1, version 3.11), which is not installed: apt-get install libgeos-c1v5", error);
        }
    }

    public GeosGeometry Own(nint geometry) => geometry != 0 ? new GeosGeometry(this, geometry) : throw Failure();

    /// <summary>What GEOS said when it failed, as the error that ends the run: the reference does not catch it either.</summary>
    public RunFailedException Failure()
    {
        var message = Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(_message));
        return new RunFailedException($"A geometry could not be processed: {(message.Length > 0 ? message : "GEOS gave no reason.")}");
    }

    protected override bool ReleaseHandle()
    {
        GeosApi.GEOS_finish_r(handle);
        NativeMemory.Free(_message);
        return true;
    }

    /// <summary>Called by GEOS with the text of an exception; it must not throw.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void KeepMessage(byte* message, void* buffer)
    {
        var text = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(message);
        var kept = text[..Math.Min(text.Length, MessageSize - 1)];
        kept.CopyTo(new Span<byte>(buffer, MessageSize));
        ((byte*)buffer)[kept.Length] = 0;
    }
}
