using System.Runtime.InteropServices;
using System.Text;

namespace DigitalLand.DuckDb.Native;

internal static unsafe class Utf8Text
{
    /// <summary>Text that DuckDB keeps, ended by a zero byte; blank for none.</summary>
    public static string Read(byte* text) => Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text));
}
