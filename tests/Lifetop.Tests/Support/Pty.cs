using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using Lifetop.Platform;
using Xunit;

namespace Lifetop.Tests.Support;

/// <summary>
/// A terminal of its own and, if wanted, a program on it that leads its session. What the program writes is read only when the
/// test asks, so that a terminal nobody reads is one that is not asked.
/// </summary>
public sealed unsafe class Pty : IDisposable
{
    private const nuint SetLock = 0x40045431, GetNumber = 0x80045430, SetWindowSize = 0x5414;
    private const short SpawnNewSession = 0x80;

    private readonly byte[] _buffer = new byte[65536];
    private readonly List<byte> _output = [];
    private readonly int _slave;
    private int _master, _pid, _status = -1;

    public Pty(int width = 80, int height = 24, VirtualTerminal? screen = null)
    {
        Screen = screen ?? new VirtualTerminal(width, height);
        fixed (byte* path = "/dev/ptmx\0"u8)
            _master = Libc.Open(path, Libc.ReadWrite | Libc.NoControllingTerminal | Libc.NonBlocking | Libc.CloseOnExec, 0);
        int unlocked = 0, number = 0;
        Assert.True(_master >= 0 && Libc.IoControl(_master, SetLock, &unlocked) == 0 && Libc.IoControl(_master, GetNumber, &number) == 0, "no pty");
        Path = string.Create(CultureInfo.InvariantCulture, $"/dev/pts/{number}");
        Resize(width, height);
        // Kept open, so that the terminal outlives its programs.
        fixed (byte* path = Encoding.UTF8.GetBytes(Path + "\0"))
            _slave = Libc.Open(path, Libc.ReadWrite | Libc.NoControllingTerminal | Libc.CloseOnExec, 0);
    }

    public VirtualTerminal Screen { get; }

    public string Path { get; }

    public int Pid => _pid;

    /// <summary>All bytes read so far.</summary>
    public string Output => Encoding.UTF8.GetString([.. _output]);

    /// <summary>The terminal's modes as the kernel has them.</summary>
    public byte[] Modes
    {
        get
        {
            TerminalModes modes;
            Assert.Equal(0, Libc.IoControl(_slave, Libc.GetTerminalModes, &modes));
            return new ReadOnlySpan<byte>(&modes, sizeof(TerminalModes)).ToArray();
        }
    }

    /// <summary>Every key comes as it is typed.</summary>
    public bool IsRaw
    {
        get
        {
            TerminalModes modes;
            Assert.Equal(0, Libc.IoControl(_slave, Libc.GetTerminalModes, &modes));
            return (modes.Local & 2) == 0;
        }
    }

    /// <summary>Starts a program on the terminal, leader of a session that the terminal controls.</summary>
    public Pty Start(string[] command, IReadOnlyDictionary<string, string?> environment, string? folder = null)
    {
        string program = command[0].Contains('/', StringComparison.Ordinal) ? command[0] : ProgramPath.Find(command[0])!;
        byte* set = stackalloc byte[128];
        long* actions = stackalloc long[32];
        long* attributes = stackalloc long[64];
        _ = Libc.SpawnActionsInit(actions);
        _ = Libc.SpawnAttributesInit(attributes);
        _ = Libc.SpawnAttributesFlags(attributes, SpawnNewSession | Libc.SpawnSetDefaults | Libc.SpawnSetMask);
        new Span<byte>(set, 128).Clear();
        _ = Libc.SpawnAttributesMask(attributes, set);
        new Span<byte>(set, 128).Fill(byte.MaxValue);
        _ = Libc.SpawnAttributesDefaults(attributes, set);
        var texts = new List<nint>();
        byte* Text(string text)
        {
            texts.Add(Marshal.StringToCoTaskMemUTF8(text));
            return (byte*)texts[^1];
        }
        byte** List(string[] values)
        {
            var list = (nint*)NativeMemory.AllocZeroed((nuint)values.Length + 1, (nuint)sizeof(nint));
            for (int i = 0; i < values.Length; i++)
                list[i] = (nint)Text(values[i]);
            return (byte**)list;
        }
        byte** words = List(command), variables = List([.. environment.Where(static pair => pair.Value is not null).Select(static pair => pair.Key + "=" + pair.Value)]);
        if (folder is not null)
            _ = Libc.SpawnActionsChangeDirectory(actions, Text(folder));
        _ = Libc.SpawnActionsOpen(actions, 0, Text(Path), Libc.ReadWrite, 0);
        _ = Libc.SpawnActionsDuplicate(actions, 0, 1);
        _ = Libc.SpawnActionsDuplicate(actions, 0, 2);
        int pid;
        int error = Libc.Spawn(&pid, Text(program), actions, attributes, words, variables);
        _ = Libc.SpawnAttributesDestroy(attributes);
        _ = Libc.SpawnActionsDestroy(actions);
        foreach (nint text in texts)
            Marshal.FreeCoTaskMem(text);
        NativeMemory.Free(words);
        NativeMemory.Free(variables);
        Assert.True(error == 0, $"{program}: error {error}");
        _pid = pid;
        return this;
    }

    public void Type(string keys) => Type(Encoding.UTF8.GetBytes(keys));

    public void Type(byte[] keys)
    {
        fixed (byte* start = keys)
            Assert.Equal(keys.Length, Libc.Write(_master, start, (nuint)keys.Length));
    }

    /// <summary>More than the terminal takes at once, as fast as the program reads it; what it writes is read meanwhile.</summary>
    public void TypeAll(string keys)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(keys);
        int typed = 0;
        Eventually.True(
            () =>
            {
                Read();
                fixed (byte* start = bytes)
                    for (nint count = 1; count > 0 && typed < bytes.Length; typed += (int)Math.Max(0, count))
                        count = Libc.Write(_master, start + typed, (nuint)Math.Min(1024, bytes.Length - typed));
                return typed == bytes.Length;
            },
            "all is typed",
            TimeSpan.FromSeconds(60));
    }

    /// <summary>Takes another size, and tells whoever has the terminal.</summary>
    public void Resize(int width, int height)
    {
        ushort* size = stackalloc ushort[4];
        (size[0], size[1], size[2], size[3]) = ((ushort)height, (ushort)width, 0, 0);
        Assert.Equal(0, Libc.IoControl(_master, SetWindowSize, size));
        if (width > 0 && height > 0 && (width, height) != (Screen.Width, Screen.Height))
            Screen.Resize(width, height);
    }

    /// <summary>Bytes that lie there because nobody reads them.</summary>
    public int Waiting
    {
        get
        {
            const nuint bytesToRead = 0x541B;
            int count = 0;
            Assert.Equal(0, Libc.IoControl(_master, bytesToRead, &count));
            return count;
        }
    }

    /// <summary>Reads what was written and shows it, and types what the terminal answers.</summary>
    public void Read()
    {
        while (_master >= 0)
        {
            nint count;
            fixed (byte* start = _buffer)
                count = Libc.Read(_master, start, (nuint)_buffer.Length);
            if (count <= 0)
                break;
            _output.AddRange(_buffer.AsSpan(0, (int)count));
            Show(_buffer.AsSpan(0, (int)count));
        }
        if (Screen.Replies.Length == 0)
            return;
        string replies = Screen.Replies.ToString();
        Screen.Replies.Clear();
        Type(replies);
    }

    /// <summary>Reads until the screen is as wanted.</summary>
    public void Until(Func<VirtualTerminal, bool> condition, string what, TimeSpan? within = null)
    {
        bool reached = Eventually.IsTrue(
            () =>
            {
                Read();
                return condition(Screen);
            },
            within);
        Assert.True(reached, $"not on the screen: {what}\n{Screen.Text}\n(the end of the output: {LastOutput})");
    }

    private string LastOutput => Output[Math.Max(0, Output.Length - 400)..].Replace("\e", "ESC ", StringComparison.Ordinal);

    private void Show(ReadOnlySpan<byte> bytes)
    {
        try
        {
            Screen.Feed(bytes);
        }
        catch (InvalidOperationException surprise)
        {
            Assert.Fail($"{surprise.Message}\n{Screen.Text}\n(the end of the output: {LastOutput})");
        }
    }

    public void UntilShows(string text) => Until(screen => screen.Shows(text), text);

    public void Signal(int signal) => Assert.Equal(0, Libc.SignalChildProcess(_pid, signal));

    /// <summary>Whoever held the terminal's other end goes, as when its window is closed.</summary>
    public void HangUp()
    {
        _ = Libc.Close(_master);
        _master = -1;
    }

    /// <summary>The program's wait status once it has ended; its output is read meanwhile unless nobody shall.</summary>
    public int WaitForEnd(TimeSpan? within = null, bool reading = true)
    {
        Eventually.True(
            () =>
            {
                if (reading)
                    Read();
                return HasEnded;
            },
            "the program on the terminal ends",
            within);
        return _status;
    }

    public bool HasEnded
    {
        get
        {
            int status;
            if (_pid > 0 && Libc.WaitPid(_pid, &status, Libc.WaitNoHang) == _pid)
            {
                _status = status;
                _pid = 0;
            }
            return _pid <= 0;
        }
    }

    public void Dispose()
    {
        if (_master >= 0)
            HangUp();
        _ = Libc.Close(_slave);
        if (!HasEnded)
        {
            _ = Libc.SignalChildProcess(_pid, Libc.SignalKill);
            Eventually.True(() => HasEnded, "the program on the terminal is killed");
        }
    }
}
