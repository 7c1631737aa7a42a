using System.Collections.Generic;

namespace Lifetop.Observation.Logs;

/// <summary>The newest lines up to a number and a size; older ones make room.</summary>
public sealed class RecentLines(int mostLines, long mostCharacters)
{
    private readonly Queue<LogLine> lines = new();
    private long characters;

    /// <summary>Lines that had to make room for want of memory, not because of the number asked for.</summary>
    public long Dropped { get; private set; }

    public void Add(LogLine line)
    {
        lines.Enqueue(line);
        characters += line.Text.Length;
        while (lines.Count > mostLines || (characters > mostCharacters && lines.Count > 1))
        {
            if (lines.Count <= mostLines)
                Dropped++;
            characters -= lines.Dequeue().Text.Length;
        }
    }

    public void MoveTo(List<LogLine> target)
    {
        target.AddRange(lines);
        lines.Clear();
        characters = 0;
    }
}
