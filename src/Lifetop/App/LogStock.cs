using System;
using System.Collections.Generic;
using System.Globalization;
using Lifetop.Observation.Logs;
using Lifetop.Platform;

namespace Lifetop.App;

/// <summary>One log of a log screen: what of it can be read anywhere, and what comes at its end.</summary>
internal abstract class LogStock(int source) : ILogFollow
{
    /// <summary>Tells the lines of several logs apart.</summary>
    public string Label { get; } = source.ToString(CultureInfo.InvariantCulture);

    public LogPieces Pieces { get; } = new(source);

    public abstract string? Path { get; }

    /// <summary>The newest version, and the oldest that can be read still.</summary>
    public abstract int Version { get; }

    public abstract int OldestVersion { get; }

    /// <summary>Where the first line begins that did not come yet.</summary>
    public abstract long Offset { get; }

    /// <summary>The end of what can be searched now.</summary>
    public abstract long SearchEnd { get; }

    /// <summary>Another number when what was searched may be another text, though it is the same version.</summary>
    public virtual long SearchStamp => 0;

    /// <summary>Why there is nothing to read now; null when there is.</summary>
    public abstract string? Waiting { get; }

    /// <summary>When it was written last, for lines that do not say.</summary>
    public abstract DateTimeOffset? Modified { get; }

    /// <summary>Another number when the unfinished lines are others.</summary>
    public abstract long UnfinishedStamp { get; }

    /// <summary>The bytes of a version; null when they are gone.</summary>
    public abstract ILogContent? Content(int version);

    public abstract bool Step(List<LogLine> lines, int mostBytes);

    /// <summary>What comes from now on is news; adds what is to be said about what happened meanwhile.</summary>
    public abstract void GoToEnd(List<LogLine> lines);

    public abstract void AddUnfinished(List<LogLine> lines);

    public abstract void Dispose();
}

/// <summary>A file; the ones that a rotation put aside stay readable, up to a few.</summary>
internal sealed class FileStock : LogStock
{
    private const long MostBehind = 4 << 20;
    private const int MostKept = 2;

    private readonly List<FileContent> _kept = [];
    private readonly LogFollow _follow;
    private RegularFile? _file;
    private FileContent? _content;

    public FileStock(int source, string path) : base(source)
        => _follow = new LogFollow(path, Label, null, MostBehind, Keep);

    public override string? Path => _follow.Path;

    public override int Version => _follow.Version;

    public override int OldestVersion => _kept.Count > 0 ? _kept[0].Version : _follow.Version;

    public override long Offset => _follow.Offset;

    public override long SearchEnd => _follow.Offset;

    public override string? Waiting => _follow.Waiting;

    public override DateTimeOffset? Modified => Current?.Modified;

    public override long UnfinishedStamp => _follow.Unfinished is { } line ? line.End : -1;

    private FileContent? Current
    {
        get
        {
            if (_file != _follow.File || _content?.Version != _follow.Version)
                (_file, _content) = (_follow.File, _follow.File is null ? null : new FileContent(_follow.File, _follow.Version));
            return _content;
        }
    }

    public override ILogContent? Content(int version)
    {
        if (version == _follow.Version)
            return Current;
        foreach (var kept in _kept)
            if (kept.Version == version)
                return kept;
        return null;
    }

    public override bool Step(List<LogLine> lines, int mostBytes) => _follow.Step(lines, mostBytes);

    public override void GoToEnd(List<LogLine> lines)
        => _follow.GoToEnd(lines, (file, size) => Pieces.LastStart(new FileContent(file, Version), size));

    public override void AddUnfinished(List<LogLine> lines)
    {
        if (_follow.Unfinished is { } line)
            lines.Add(line);
    }

    public override void Dispose()
    {
        _follow.Dispose();
        foreach (var kept in _kept)
            kept.Dispose();
    }

    private void Keep(RegularFile file)
    {
        _kept.Add(new FileContent(file, _follow.Version));
        if (_kept.Count <= MostKept)
            return;
        _kept[0].Dispose();
        _kept.RemoveAt(0);
    }
}

/// <summary>The scrollback of a pane; what stands on its screen is unfinished.</summary>
internal sealed class PaneStock(int source, PaneScrollback pane) : LogStock(source)
{
    private const int MillisecondsBetween = 250;

    private long _offset;
    private long _changes;
    private long _askAgain;
    private string? _said;

    public override string? Path => null;

    public override int Version => 0;

    public override int OldestVersion => 0;

    public override long Offset => _offset;

    public override long SearchEnd => pane.Content.End;

    public override long SearchStamp => _changes;

    public override string? Waiting => pane.Refusal;

    public override DateTimeOffset? Modified => null;

    public override long UnfinishedStamp => _changes;

    public override ILogContent? Content(int version) => pane.Content;

    public override bool Step(List<LogLine> lines, int mostBytes)
    {
        // A log beside it may wake us much more often.
        if (Environment.TickCount64 < _askAgain)
            return false;
        _askAgain = Environment.TickCount64 + MillisecondsBetween;
        if (!pane.Refresh())
            return false;
        _changes++;
        if (pane.Refusal is { } wrong && wrong != _said)
            lines.Add(LogLine.Notice(Label, wrong) with { Start = _offset, End = _offset });
        _said = pane.Refusal;
        int before = lines.Count;
        _offset = Math.Max(_offset, pane.Content.Start);
        while (_offset < pane.Content.ScreenStart)
            _offset = Pieces.Below(pane.Content, 0, _offset, lines);
        int scrolled = lines.FindIndex(before, line => line.Start >= pane.Content.ScreenStart && !line.IsNotice);
        if (scrolled >= 0)
            lines.RemoveRange(scrolled, lines.Count - scrolled);
        _offset = pane.Content.ScreenStart;
        return false;
    }

    public override void GoToEnd(List<LogLine> lines)
    {
        _ = pane.Refresh();
        _said = pane.Refusal;
        _offset = pane.Content.ScreenStart;
    }

    public override void AddUnfinished(List<LogLine> lines)
    {
        int before = lines.Count;
        _ = Pieces.Below(pane.Content, 0, pane.Content.ScreenStart, lines);
        for (int i = before; i < lines.Count; i++)
            lines[i] = lines[i] with { IsUnfinished = true };
    }

    public override void Dispose()
    {
    }
}
