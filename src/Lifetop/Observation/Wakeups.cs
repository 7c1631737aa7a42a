using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Model;
using Lifetop.Observation.Proc;
using Lifetop.Platform;

namespace Lifetop.Observation;

/// <summary>What ended a wait. Several may hold at once.</summary>
[Flags]
public enum WakeReason
{
    Timer = 0,
    Death = 1,
    Files = 2,
    Answer = 4,
    Called = 8,
    ReaderGone = 16,
}

/// <summary>
/// The one place where the observing side waits: for the death of a watched process, a change of a watched file, an answer
/// of a source, a call from another thread, or the timer that is the safety net of them all.
/// </summary>
public sealed unsafe class Wakeups : IDisposable
{
    /// <summary>In a folder where others write all the time, what they wrote is gone through no more often.</summary>
    private const long FilesApart = 100;

    private readonly DeathWatch _deaths;
    private readonly FileWatch _files = new();
    private readonly WakeFlag _answers = new();
    private readonly WakeFlag _calls = new();
    private readonly HashSet<string> _watched = [];
    private List<string> _changed = [], _told = [];

    public Wakeups(Guid boot) => _deaths = new DeathWatch(boot);

    /// <summary>From any thread: a source has answered.</summary>
    public void Answered() => _answers.Raise();

    /// <summary>From any thread: look now.</summary>
    public void Call() => _calls.Raise();

    /// <summary>What the thread that waits here has lost.</summary>
    internal Standstill Standstill { get; } = new(static () => Environment.TickCount64);

    /// <summary>An output whose reader's going ends the wait too; -1 for none.</summary>
    public int Reader { get; set; } = -1;

    /// <summary>What else is written in the folder of a watched file, or in the one where something is yet to appear, ends no wait.</summary>
    public WakeReason Wait(TimeSpan limit)
    {
        if (_changed.Count > 0)
            return WaitFor(0, withFiles: true) | WakeReason.Files;
        long now = Environment.TickCount64;
        long until = now + (long)Math.Clamp(Math.Ceiling(limit.TotalMilliseconds), 0, int.MaxValue), deafUntil = 0;
        while (true)
        {
            bool hears = now >= deafUntil;
            var reason = WaitFor((hears ? until : Math.Min(until, deafUntil)) - now, hears);
            now = Environment.TickCount64;
            if (reason == WakeReason.Files && _files.Drain(_changed) == 0)
                deafUntil = now + FilesApart;
            else if (reason != WakeReason.Timer || hears || now >= until)
                return reason;
            if (now >= until)
                return WakeReason.Timer;
        }
    }

    /// <summary>Waits for nothing but answers: for a look that has just asked and would rather have them in this look.</summary>
    public bool WaitForAnswer(TimeSpan limit)
    {
        var entry = new PollEntry { File = _answers.Descriptor, Events = Libc.PollIn };
        if (Poll(&entry, 1, (int)Math.Clamp(Math.Ceiling(limit.TotalMilliseconds), 0, int.MaxValue)) <= 0)
            return false;
        _answers.Lower();
        return true;
    }

    /// <summary>Sleeps through files and answers, however many: only a death, a call or a reader that goes ends it early.</summary>
    public void Rest(TimeSpan limit)
    {
        const int count = 3;
        var entries = stackalloc PollEntry[count];
        entries[0] = new PollEntry { File = _deaths.Descriptor, Events = Libc.PollIn };
        entries[1] = new PollEntry { File = _calls.Descriptor, Events = Libc.PollIn };
        entries[2] = new PollEntry { File = Reader };
        _ = Poll(entries, count, (int)Math.Clamp(Math.Ceiling(limit.TotalMilliseconds), 0, int.MaxValue));
    }

    public ImmutableArray<Death> CollectDeaths(DateTimeOffset now) => _deaths.Collect(now);

    public void WatchDeath(in ProcessIdentity process)
    {
        if (!_deaths.IsWatched(process))
            _deaths.Watch(process);
    }

    public void WatchFile(string path)
    {
        if (!_watched.Contains(path) && _files.Watch(path))
            _watched.Add(path);
    }

    public void ForgetFile(string path)
    {
        if (_watched.Remove(path))
            _files.Forget(path);
    }

    /// <summary>The watched paths that may have changed since the last call; the list is filled again by the one after the next.</summary>
    public List<string> ChangedFiles()
    {
        _ = _files.Drain(_changed);
        (_changed, _told) = (_told, _changed);
        _changed.Clear();
        return _told;
    }

    /// <summary>From any thread, by who is about to end.</summary>
    public void AbandonFiles() => _files.Abandon();

    public void Dispose()
    {
        _deaths.Dispose();
        _files.Dispose();
        _answers.Dispose();
        _calls.Dispose();
    }

    private WakeReason WaitFor(long milliseconds, bool withFiles)
    {
        const int count = 5;
        var entries = stackalloc PollEntry[count];
        entries[0] = new PollEntry { File = _deaths.Descriptor, Events = Libc.PollIn };
        entries[1] = new PollEntry { File = withFiles ? _files.Descriptor : -1, Events = Libc.PollIn };
        entries[2] = new PollEntry { File = _answers.Descriptor, Events = Libc.PollIn };
        entries[3] = new PollEntry { File = _calls.Descriptor, Events = Libc.PollIn };
        entries[4] = new PollEntry { File = Reader };
        if (Poll(entries, count, (int)milliseconds) <= 0)
            return WakeReason.Timer;
        var reason = WakeReason.Timer;
        if (entries[0].Returned != 0)
            reason |= WakeReason.Death;
        if (entries[1].Returned != 0)
            reason |= WakeReason.Files;
        if (entries[2].Returned != 0)
        {
            _answers.Lower();
            reason |= WakeReason.Answer;
        }
        if (entries[3].Returned != 0)
        {
            _calls.Lower();
            reason |= WakeReason.Called;
        }
        if ((entries[4].Returned & (Libc.PollError | Libc.PollHangup)) != 0)
            reason |= WakeReason.ReaderGone;
        return reason;
    }

    private int Poll(PollEntry* entries, int count, int milliseconds)
    {
        Standstill.Turn(0);
        int ready = Libc.Poll(entries, (nuint)count, milliseconds);
        Standstill.Turn(milliseconds);
        return ready;
    }
}
