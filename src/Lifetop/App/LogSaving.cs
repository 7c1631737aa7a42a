using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Text;
using Lifetop.Model;
using Lifetop.Platform;
using Lifetop.Screens;
using Lifetop.Screens.Logs;
using Lifetop.Terminal;

namespace Lifetop.App;

/// <summary>Writes what a log screen shows into a file, the newest of it if there is more than is sensible; whole or not at all, readable for its owner only.</summary>
internal sealed class LogSaving(ImmutableArray<LogSource> sources, IReadOnlyList<LogStock> stocks, Inbox inbox)
{
    private const int MostBytes = 64 << 20, RowsAtATime = 10_000;

    private readonly List<byte[]> _pieces = [];
    private SaveLog? _asked;
    private LogMerge? _merge;
    private long _bytes;
    private long _lines;

    public void Begin(SaveLog asked, DateTimeOffset now, TimeSpan localOffset)
    {
        if (!asked.Overwrite && FileStamp.Of(FullPath(asked.Path)).Exists)
        {
            inbox.Post(new LogSaveExists(asked.Id, asked.Path));
            return;
        }
        _asked = asked;
        var floor = asked.Query.Since is { } moment ? new LogSince(now, localOffset).Floor(stocks, moment) : null;
        var ends = LogViewing.EndOf(stocks);
        for (int i = 0; i < stocks.Count; i++)
            if (stocks[i].Content(stocks[i].Version) is { } content)
                ends = ends.With(i, stocks[i].Version, content.End);
        _merge = new LogMerge(stocks, ends, isAbove: true, RowsAtATime, asked.Query, floor, now, localOffset);
        _pieces.Clear();
        (_bytes, _lines) = (0, 0);
    }

    /// <summary>A slice of it; true when there is more.</summary>
    public bool Advance()
    {
        if (_asked is not { } asked || _merge is not { } merge)
            return false;
        if (!merge.Advance())
            return true;
        Add(merge.TakeRows());
        if (!merge.IsExhausted && _bytes < MostBytes)
            return true;
        Write(asked, isWhole: merge.IsExhausted);
        _pieces.Clear();
        (_asked, _merge) = (null, null);
        return false;
    }

    private void Add(ImmutableArray<LogRow> rows)
    {
        int width = 0;
        foreach (var source in sources)
            width = Math.Max(width, TextWidth.Of(SafeText.Of(source.Name)));
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            if (sources.Length > 1)
                text.Append(TextWidth.PadRight(SafeText.Of(sources[row.Source].Name), width)).Append("  ");
            text.Append(row.Text.Text).Append('\n');
        }
        byte[] piece = Encoding.UTF8.GetBytes(text.ToString());
        _pieces.Add(piece);
        _bytes += piece.Length;
        _lines += rows.Length;
    }

    private void Write(SaveLog asked, bool isWhole)
    {
        byte[] all = new byte[_bytes];
        int at = all.Length;
        // Read from the end, so the first piece is the last of the file.
        foreach (byte[] piece in _pieces)
            piece.CopyTo(all, at -= piece.Length);
        string path = FullPath(asked.Path);
        int errno = asked.Overwrite ? AtomicFile.Write(path, all) : AtomicFile.Create(path, all);
        if (errno == Errno.Exists)
            inbox.Post(new LogSaveExists(asked.Id, asked.Path));
        else if (errno != 0)
            inbox.Post(new Told(Outcome.Failed, $"save to {asked.Path}: {FileFailures.Words(errno)}"));
        else
            inbox.Post(new Told(Outcome.Done, $"saved {AgeText.Grouped(_lines)} {(_lines == 1 ? "line" : "lines")} to {asked.Path}: {AgeText.ExactSize(_bytes)}{(isWhole ? "" : ", older ones left out")}"));
    }

    private static string FullPath(string path)
        => path is "~" || path.StartsWith("~/", StringComparison.Ordinal)
            ? Path.Join(Environment.GetEnvironmentVariable("HOME") ?? "/", path[1..])
            : path;
}
