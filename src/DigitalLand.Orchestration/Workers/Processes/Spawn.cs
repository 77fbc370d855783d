using System.ComponentModel;
using System.Runtime.InteropServices;

namespace DigitalLand.Orchestration.Workers.Processes;

/// <summary>Starts a program as the leader of a session of its own, its input being the reading end of a pipe and its output files.</summary>
internal static unsafe class Spawn
{
    /// <param name="words">Path of the program and its arguments.</param>
    /// <param name="environment">All of its variables.</param>
    /// <param name="output">File that standard output is appended to.</param>
    /// <param name="error">File that standard error is appended to; may be the same.</param>
    /// <returns>The process, and the writing end of the pipe, which no other child inherits.</returns>
    /// <exception cref="Win32Exception">It could not be started.</exception>
    public static (int Process, int Leash) Start(IReadOnlyList<string> words, IReadOnlyDictionary<string, string> environment, string output, string error)
    {
        using var text = new NativeText();
        var pipe = stackalloc int[2];
        Check(Libc.Pipe(pipe, Libc.CloseOnExec) == 0 ? 0 : Marshal.GetLastPInvokeError());
        var actions = NativeMemory.AllocZeroed(Libc.StructureBytes);
        var attributes = NativeMemory.AllocZeroed(Libc.StructureBytes);
        var signals = NativeMemory.AllocZeroed(Libc.StructureBytes);
        var started = false;
        try
        {
            Check(Libc.ActionsInit(actions));
            Check(Libc.ActionsDuplicate(actions, pipe[0], 0));
            Check(Libc.ActionsOpen(actions, 1, text.Of(output), Libc.OpenWrite | Libc.OpenCreate | Libc.OpenAppend, 0x1A4));
            Check(Libc.ActionsOpen(actions, 2, text.Of(error), Libc.OpenWrite | Libc.OpenCreate | Libc.OpenAppend, 0x1A4));
            Check(Libc.AttributesInit(attributes));
            Check(Libc.AttributesFlags(attributes, Libc.SpawnNewSession | Libc.SpawnSetSignalDefaults | Libc.SpawnSetSignalMask));

            // The runtime ignores and blocks signals for its own purposes; the child begins with none of that.
            _ = Libc.FillSignals(signals);
            Check(Libc.AttributesDefaults(attributes, signals));
            _ = Libc.EmptySignals(signals);
            Check(Libc.AttributesMask(attributes, signals));
            Check(Libc.Spawn(out var process, text.Of(words[0]), actions, attributes, text.Of(words), text.Of([.. environment.Select(variable => $"{variable.Key}={variable.Value}")])));
            started = true;
            return (process, pipe[1]);
        }
        finally
        {
            _ = Libc.ActionsDestroy(actions);
            _ = Libc.AttributesDestroy(attributes);
            NativeMemory.Free(actions);
            NativeMemory.Free(attributes);
            NativeMemory.Free(signals);
            _ = Libc.Close(pipe[0]);
            if (!started)
            {
                _ = Libc.Close(pipe[1]);
            }
        }
    }

    private static void Check(int error)
    {
        if (error != 0)
        {
            throw new Win32Exception(error);
        }
    }

    /// <summary>Texts in the form of C, for as long as a call needs them.</summary>
    private sealed class NativeText : IDisposable
    {
        private readonly List<nint> _allocated = [];

        public byte* Of(string text)
        {
            var pointer = Marshal.StringToCoTaskMemUTF8(text);
            _allocated.Add(pointer);
            return (byte*)pointer;
        }

        public byte** Of(IReadOnlyList<string> texts)
        {
            var list = Marshal.AllocCoTaskMem((texts.Count + 1) * sizeof(nint));
            _allocated.Add(list);
            var pointers = (byte**)list;
            for (var index = 0; index < texts.Count; index++)
            {
                pointers[index] = Of(texts[index]);
            }

            pointers[texts.Count] = null;
            return pointers;
        }

        public void Dispose() => _allocated.ForEach(Marshal.FreeCoTaskMem);
    }
}
