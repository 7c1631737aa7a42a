using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Observation.Logs;
using Lifetop.Screens;
using Lifetop.Screens.Detail;
using Lifetop.Terminal;

namespace Lifetop.App;

/// <summary>Reads the last lines of a log, whatever its size.</summary>
public sealed class LogEndHandler(TimeProvider time) : IEffectHandler
{
    /// <summary>More of one line is never seen in a pane.</summary>
    private const int SeenOfALine = 2000;

    public string Name => "log end";

    public bool Handles(Effect effect) => effect is ReadLogEnd;

    public bool Supersedes(Effect newer, Effect older) => true;

    public void Run(Effect effect, Inbox inbox)
    {
        var (identity, path, count) = (ReadLogEnd)effect;
        var lines = new List<LogLine>();
        if (!LogTail.Read(path, "", count, filter: null, thenFollow: false, time.GetUtcNow(), lines, out _, out var refusal))
        {
            inbox.Post(new LogEndRead(identity, $"its log {path}: {refusal.Why}", []));
            return;
        }
        var styled = ImmutableArray.CreateBuilder<StyledText>(lines.Count);
        foreach (var line in lines)
            styled.Add(StyledText.Parse(line.Text.AsSpan(0, Math.Min(line.Text.Length, SeenOfALine))));
        inbox.Post(new LogEndRead(identity, null, styled.DrainToImmutable()));
    }

    public void Dispose()
    {
    }
}
