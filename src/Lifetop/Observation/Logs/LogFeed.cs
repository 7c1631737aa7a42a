using System;
using System.Collections.Generic;
using Lifetop.Platform;

namespace Lifetop.Observation.Logs;

/// <summary>Several logs followed as one, by arrival; sleeps until one of them changed.</summary>
public sealed unsafe class LogFeed : IDisposable
{
    /// <summary>For what no watch can tell: panes, network file systems, a log behind a symlink.</summary>
    private const int RegularMilliseconds = 500;
    private const int BytesPerStep = 1024 * 1024;

    private readonly IReadOnlyList<ILogFollow> logs;
    private readonly FileWatch watch = new();
    private readonly List<string> changed = [];

    public LogFeed(IReadOnlyList<ILogFollow> logs)
    {
        this.logs = logs;
        foreach (var log in logs)
            if (log.Path is { } path)
                watch.Watch(path);
    }

    /// <summary>Adds what is new in every log; true when there is more at once.</summary>
    public bool Step(List<LogLine> lines)
    {
        changed.Clear();
        watch.Drain(changed);
        bool more = false;
        foreach (var log in logs)
            more |= log.Step(lines, BytesPerStep);
        return more;
    }

    /// <summary>Returns when a log may have something new, when the other descriptor has, or after a moment anyway.</summary>
    /// <param name="other">What else should end the wait, such as a signal or the terminal; -1 for nothing.</param>
    /// <param name="isForLogs">False while nobody takes what they have.</param>
    public void Wait(int other = -1, bool isForLogs = true, int milliseconds = RegularMilliseconds)
    {
        // poll(2) passes over negative descriptors.
        PollEntry* entries = stackalloc PollEntry[2];
        entries[0] = new PollEntry { File = isForLogs ? watch.Descriptor : -1, Events = Libc.PollIn };
        entries[1] = new PollEntry { File = other, Events = Libc.PollIn };
        _ = Libc.Poll(entries, 2, milliseconds);
    }

    public void Dispose()
    {
        watch.Dispose();
        foreach (var log in logs)
            log.Dispose();
    }
}
