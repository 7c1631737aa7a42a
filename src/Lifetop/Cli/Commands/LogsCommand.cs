using System;
using System.Collections.Generic;
using Lifetop.Model;
using Lifetop.Observation.Logs;
using Lifetop.Platform;
using Lifetop.Terminal;

namespace Lifetop.Cli.Commands;

/// <summary><c>lifetop logs NAME…</c>: the last lines of log files and panes, and then whatever comes, each line with its worker's name if there are several.</summary>
public static class LogsCommand
{
    private const int UsualLines = 100;

    public static int Run(CommandContext context, LocalLifetop lifetop)
    {
        var command = context.Command;
        var roster = lifetop.Look(new LookRequest([], false));
        if (Selectors.All(roster.Workers, Selectors.Expand(command.Words, static () => Stdio.ReadInput()), out int code, out string reason) is not { } workers)
            return context.Fail(code, reason);
        var now = lifetop.Time.GetUtcNow();
        int count = command.Number("--lines") ?? UsualLines;
        bool follow = command.Has("--follow");
        var since = command.Duration("--since") is { } age ? now - age : (DateTimeOffset?)null;
        var filter = since is null && command.Value("--grep") is null
            ? null
            : new LogFilter(command.Value("--grep"), since, lifetop.Time.LocalTimeZone.GetUtcOffset(now));

        var follows = new List<ILogFollow>();
        var lines = new List<LogLine>();
        int refused = 0;
        foreach (var judged in workers)
        {
            string label = workers.Count > 1 ? judged.Worker.Name : "";
            if (Begin(judged.Worker, label, count, filter, follow, now, lines, follows) is not { } wrong)
                continue;
            context.Complain($"{judged.Worker.Key.Text}: {wrong}");
            refused++;
        }
        Print(context, lines, LabelWidth(workers));
        if (refused == workers.Count)
            return ExitCode.Failed;
        if (follow)
            Follow(context, follows, filter, now, LabelWidth(workers));
        return refused == 0 ? ExitCode.Done : ExitCode.Partly;
    }

    /// <summary>Adds the worker's last lines and what to follow; else says why there is nothing to read.</summary>
    private static string? Begin(Worker worker, string label, int count, LogFilter? filter, bool follow, DateTimeOffset now, List<LogLine> lines, List<ILogFollow> follows)
    {
        string? path = worker.Declaration?.Log ?? worker.Past?.Log;
        if (path is not null)
        {
            if (!LogTail.Read(path, label, count, filter, follow, now, lines, out var place, out var refusal))
            {
                if (!follow || refusal.Failure != FileFailure.Missing)
                    return $"{path}: {refusal.Why}";
                lines.Add(LogLine.Notice(label, $"{path}: {refusal.Why}; waiting for it"));
                follows.Add(new LogFollow(path, label));
                return null;
            }
            follows.Add(new LogFollow(path, label, place));
            return null;
        }
        if (worker.Pane is not { } pane)
            return "it has no log and no pane";
        var scrollback = new PaneFollow(label, new PaneCapture(pane.Facts, new TmuxClient(pane.Facts.Server.Socket)).Last);
        var seen = new List<LogLine>();
        scrollback.Begin(filter is null ? count : int.MaxValue, seen);
        var sieve = filter?.For(pane.TerminalWritten ?? now, now);
        seen.RemoveAll(line => sieve is not null && !sieve.Lets(line));
        lines.AddRange(seen.GetRange(Math.Max(0, seen.Count - count), Math.Min(count, seen.Count)));
        follows.Add(scrollback);
        return null;
    }

    private static void Follow(CommandContext context, List<ILogFollow> follows, LogFilter? filter, DateTimeOffset now, int labelWidth)
    {
        using var feed = new LogFeed(follows);
        var sieve = filter?.For(now, now);
        var lines = new List<LogLine>();
        while (context.Out.Flush())
        {
            bool more = feed.Step(lines);
            lines.RemoveAll(line => sieve is not null && !sieve.Lets(line));
            Print(context, lines, labelWidth);
            lines.Clear();
            if (!more && context.Out.Flush() && !Stdio.HasReader(Stdio.Out))
                return;
            if (!more)
                feed.Wait();
        }
    }

    private static int LabelWidth(List<JudgedWorker> workers)
    {
        int width = 0;
        if (workers.Count > 1)
            foreach (var judged in workers)
                width = Math.Max(width, TextWidth.Of(SafeText.Of(judged.Worker.Name)));
        return width;
    }

    private static void Print(CommandContext context, List<LogLine> lines, int labelWidth)
    {
        foreach (var line in lines)
        {
            string label = labelWidth > 0 ? TextWidth.PadRight(SafeText.Of(line.Label), labelWidth) + "  " : "";
            string text = SafeText.Of(line.Text);
            // What lifetop itself has to say about a log must not look like a line of it, nor get into a pipe.
            if (line.IsNotice)
                context.Complain(label + text);
            else
                context.Out.WriteLine(string.Concat(label, text, line.IsCut ? context.Style.Cut.ToString() : ""));
        }
        context.Error.Flush();
    }
}
