using Lifetop.Platform;

namespace Lifetop.Observation.Systems;

/// <summary>Waits, on a source's own thread, for somebody who may be in the middle of writing.</summary>
internal static unsafe class WriterPause
{
    private const int Usual = 100;

    public static void Wait(int milliseconds = Usual) => _ = Libc.Poll(null, 0, milliseconds);
}
