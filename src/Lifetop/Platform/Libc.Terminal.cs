using System.Runtime.InteropServices;

namespace Lifetop.Platform;

/// <summary>What a terminal and the signals around it take (ioctl_tty(2), sigaction(2)).</summary>
internal static unsafe partial class Libc
{
    public const int NoControllingTerminal = 0x100;
    public const nuint GetTerminalModes = 0x5401, SetTerminalModes = 0x5402, FlushTerminal = 0x540B, GetWindowSize = 0x5413, GetForegroundGroup = 0x540F;
    public const nint InputQueue = 0, OutputQueue = 1;
    public const int SignalHangup = 1, SignalInterrupt = 2, SignalQuit = 3, SignalTerminate = 15, SignalContinue = 18, SignalStop = 20, SignalResize = 28;
    private const int SizeOfAction = 152;

    /// <summary>Whoever started us said that this signal shall not end us: nohup.</summary>
    public static bool IsIgnored(int signal)
    {
        byte* action = stackalloc byte[SizeOfAction];
        return SignalAction(signal, null, action) == 0 && *(nint*)action == 1;
    }

    /// <summary>
    /// Takes back that whoever started us had the signals blocked for which we have handlers: that passes through exec, and we would
    /// be deaf to them. To ignore a signal is a wish and stays. Threads made later hear them too, those of the runtime need not.
    /// </summary>
    public static void HearSignals()
    {
        const int unblock = 1, sizeOfSet = 128;
        const ulong handled = 1ul << (SignalHangup - 1) | 1ul << (SignalInterrupt - 1) | 1ul << (SignalQuit - 1) | 1ul << (SignalTerminate - 1)
            | 1ul << (SignalContinue - 1) | 1ul << (SignalStop - 1) | 1ul << (SignalResize - 1);
        byte* set = stackalloc byte[sizeOfSet];
        new System.Span<byte>(set, sizeOfSet).Clear();
        *(ulong*)set = handled;
        _ = SignalMask(unblock, set, null);
    }

    /// <summary>Does to us, or to our whole process group, what the signal does by default. Returns if that does not end us.</summary>
    public static void TakeByDefault(int signal, bool wholeGroup)
    {
        byte* ours = stackalloc byte[SizeOfAction], plain = stackalloc byte[SizeOfAction];
        new System.Span<byte>(plain, SizeOfAction).Clear();
        if (SignalAction(signal, plain, ours) != 0)
            return;
        _ = SendSignal(wholeGroup ? 0 : ProcessId(), signal);
        _ = SignalAction(signal, ours, null);
    }

    [DllImport(Library, EntryPoint = "getpgrp")]
    public static extern int ProcessGroup();

    [DllImport(Library, EntryPoint = "pthread_sigmask")]
    private static extern int SignalMask(int how, void* set, void* before);

    [DllImport(Library, EntryPoint = "kill")]
    private static extern int SendSignal(int target, int signal);
}

/// <summary>The kernel's struct termios (asm-generic/termbits.h), which is smaller than libc's.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct TerminalModes
{
    public uint Input, Output, Control, Local;
    public byte Discipline;
    public fixed byte Characters[19];

    private const uint BreakInput = 0x1 | 0x2 | 0x8 | 0x20 | 0x40 | 0x80 | 0x100 | 0x400; // IGNBRK BRKINT PARMRK ISTRIP INLCR IGNCR ICRNL IXON
    private const uint Process = 0x1; // OPOST
    private const uint Cooked = 0x1 | 0x2 | 0x8 | 0x40 | 0x8000; // ISIG ICANON ECHO ECHONL IEXTEN
    private const int Timeout = 5, Minimum = 6; // VTIME VMIN

    /// <summary>Every key comes as it is typed, Ctrl-C, Ctrl-Z and Ctrl-S too; a line feed is only a line feed.</summary>
    public readonly TerminalModes Raw
    {
        get
        {
            var raw = this;
            raw.Input &= ~BreakInput;
            raw.Output &= ~Process;
            raw.Local &= ~Cooked;
            raw.Characters[Timeout] = 0;
            raw.Characters[Minimum] = 1;
            return raw;
        }
    }
}
