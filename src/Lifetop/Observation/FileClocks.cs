using System;
using System.Collections.Generic;
using Lifetop.Platform;

namespace Lifetop.Observation;

/// <summary>When logs were last written. At most one stat a look each, no allocation.</summary>
public sealed class FileClocks
{
    private readonly Dictionary<string, Clock> _clocks = [];
    private long _look;

    /// <summary>From now on files are looked at anew.</summary>
    public void BeginLook() => _look++;

    /// <summary>UTC ticks of the last write; 0 when there is no such file.</summary>
    public long WrittenAt(string path)
    {
        if (!_clocks.TryGetValue(path, out var clock))
            _clocks[path] = clock = new Clock();
        if (clock.Look != _look)
        {
            clock.Look = _look;
            var stamp = FileStamp.Of(path, followLinks: true);
            clock.Ticks = stamp.Exists ? stamp.Modified.UtcTicks : 0;
        }
        return clock.Ticks;
    }

    public static bool Exists(string path) => !FileStamp.IsGone(path);

    private sealed class Clock
    {
        public long Look { get; set; } = -1;
        public long Ticks { get; set; }
    }
}
