using System;
using System.Runtime.InteropServices;
using System.Text;

namespace Lifetop.Platform;

/// <summary>Feeds one started child, hears it out, and sees it dead.</summary>
internal sealed unsafe class ChildConversation(int pid, int handle, ChildPipes pipes, CommandLimits limits, ReadOnlyMemory<byte> input)
{
    /// <summary>A killed child that is still there after this (state D) is reaped later.</summary>
    private const int KillMilliseconds = 1000;

    private const int DrainMilliseconds = 500;

    /// <summary>
    /// Its time is counted in turns of this length, none longer: while we are stopped, or the whole machine stands still, time goes by that
    /// nobody had.
    /// </summary>
    private const int TurnMilliseconds = 100;

    /// <summary>Of a pipe that polls writable this much is taken without waiting (pipe(7), PIPE_BUF).</summary>
    private const int SafeWrite = 4096;

    private readonly ChildBuffers _heard = ChildBuffers.Take();
    private int _outputLength;
    private int _errorLength;
    private int _inputSent;

    public CommandResult Hold()
    {
        long left = (long)limits.Time.TotalMilliseconds, last = Clock();
        bool dead = false;
        bool tooMuch = false;
        while (!dead && !tooMuch && left > 0)
        {
            int turn = (int)Math.Min(left, TurnMilliseconds);
            dead = Exchange(turn, out tooMuch);
            long now = Clock();
            left -= Math.Min(now - last, turn);
            last = now;
        }
        // What it had written before it died is in the pipes; whoever else holds them open is not waited for, nor heard for ever.
        long enough = Clock() + DrainMilliseconds;
        while (dead && !tooMuch && HasMore() && Clock() < enough)
            Exchange(0, out tooMuch);

        CommandEnd end = tooMuch ? CommandEnd.TooMuchOutput : dead ? CommandEnd.Exited : CommandEnd.TimedOut;
        if (!dead)
            Kill();
        int status = 0;
        bool reaped = Reap(dead, &status);
        var result = new CommandResult
        {
            End = end,
            ExitCode = reaped && (status & 0x7f) == 0 ? (status >> 8) & 0xff : -1,
            Signal = reaped ? status & 0x7f : 0,
            Output = _heard.Output.AsSpan(0, _outputLength).ToArray(),
            Errors = Encoding.UTF8.GetString(_heard.Errors, 0, _errorLength).TrimEnd('\n'),
        };
        _heard.GiveBack();
        return result;
    }

    /// <summary>One poll and what it allows; true once the child is dead.</summary>
    private bool Exchange(int milliseconds, out bool tooMuch)
    {
        tooMuch = false;
        PollEntry* entries = stackalloc PollEntry[4];
        entries[0] = new PollEntry { File = handle, Events = Libc.PollIn };
        entries[1] = new PollEntry { File = pipes.Output, Events = Libc.PollIn };
        entries[2] = new PollEntry { File = pipes.Errors, Events = Libc.PollIn };
        entries[3] = new PollEntry { File = pipes.Input, Events = Libc.PollOut };
        if (Libc.Poll(entries, 4, milliseconds) <= 0)
            return false;
        if (entries[1].Returned != 0)
            tooMuch = !ReadOutput();
        if (entries[2].Returned != 0)
            ReadErrors();
        if (entries[3].Returned != 0)
            WriteInput();
        return entries[0].Returned != 0;
    }

    private bool HasMore()
    {
        PollEntry* entries = stackalloc PollEntry[2];
        entries[0] = new PollEntry { File = pipes.Output, Events = Libc.PollIn };
        entries[1] = new PollEntry { File = pipes.Errors, Events = Libc.PollIn };
        return Libc.Poll(entries, 2, 0) > 0;
    }

    /// <summary>False when the child says more than it may.</summary>
    private bool ReadOutput()
    {
        if (_outputLength == _heard.Output.Length)
            Array.Resize(ref _heard.Output, _heard.Output.Length * 2);
        nint count;
        fixed (byte* buffer = _heard.Output)
            count = Libc.Read(pipes.Output, buffer + _outputLength, (nuint)(_heard.Output.Length - _outputLength));
        if (count > 0)
            _outputLength += (int)count;
        else if (count == 0 || Marshal.GetLastPInvokeError() != Errno.Interrupted)
            pipes.CloseOutput();
        if (_outputLength <= limits.OutputBytes)
            return true;
        _outputLength = limits.OutputBytes;
        return false;
    }

    private void ReadErrors()
    {
        // Past the limit the text is dropped, but the pipe is emptied, so that the child is not held up.
        byte* rest = stackalloc byte[512];
        nint count;
        fixed (byte* buffer = _heard.Errors)
        {
            int room = _heard.Errors.Length - _errorLength;
            count = room > 0 ? Libc.Read(pipes.Errors, buffer + _errorLength, (nuint)room) : Libc.Read(pipes.Errors, rest, 512);
            if (count > 0 && room > 0)
                _errorLength += (int)count;
        }
        if (count == 0 || (count < 0 && Marshal.GetLastPInvokeError() != Errno.Interrupted))
            pipes.CloseErrors();
    }

    private void WriteInput()
    {
        var rest = input.Span[_inputSent..];
        nint count;
        fixed (byte* bytes = rest)
            count = Libc.Write(pipes.Input, bytes, (nuint)Math.Min(rest.Length, SafeWrite));
        if (count > 0)
            _inputSent += (int)count;
        // A child that reads no more (EPIPE; the runtime ignores SIGPIPE) is not an error of ours.
        if (_inputSent == input.Length || (count < 0 && Marshal.GetLastPInvokeError() != Errno.Interrupted))
            pipes.CloseInput();
    }

    private void Kill()
    {
        // The group first: what the child started would hold our pipes and live on. Its leader is not reaped, so the number is its own.
        _ = Libc.PidFdSendGroupSignal(handle, Libc.SignalKill);
        _ = Libc.PidFdSendSignal(handle, Libc.SignalKill);
    }

    private bool Reap(bool dead, int* status)
    {
        long deadline = Clock() + KillMilliseconds;
        while (!dead && Clock() is var now && now < deadline)
        {
            var entry = new PollEntry { File = handle, Events = Libc.PollIn };
            dead = Libc.Poll(&entry, 1, (int)(deadline - now)) > 0;
        }
        if (dead)
            return Libc.WaitPid(pid, status, 0) == pid;
        Lingering.Add(pid);
        return false;
    }

    private static long Clock() => Environment.TickCount64;
}
