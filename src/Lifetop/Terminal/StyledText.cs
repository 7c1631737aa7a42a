using System;
using System.Text;

namespace Lifetop.Terminal;

/// <summary>So many chars of a text that look alike; a default colour is whatever it is drawn on.</summary>
public readonly record struct StyledRun(int Length, Style Style);

/// <summary>A line of somebody else's output: its text, made safe, and the looks it asked for. Immutable.</summary>
public sealed class StyledText
{
    public static readonly StyledText Empty = new("", [new StyledRun(0, Style.Plain)]);

    internal StyledText(string text, StyledRun[] runs)
    {
        Text = text;
        Runs = runs;
    }

    /// <summary>Safe to draw and to print.</summary>
    public string Text { get; }

    /// <summary>Together as long as the text; never changed. Not a span: one over our own is compiled on the spot.</summary>
    internal StyledRun[] Runs { get; }

    /// <summary>One line, without its newline. What it sets ends with it.</summary>
    public static StyledText Parse(ReadOnlySpan<char> line) => new StyledTextReader().Line(line);

    public static StyledText Parse(ReadOnlySpan<byte> utf8) => Parse(Encoding.UTF8.GetString(utf8));

    /// <summary>A captured screen: tmux says a colour once and goes on with it in the lines below.</summary>
    public static StyledText[] Screen(ReadOnlySpan<byte> utf8)
    {
        string[] lines = Encoding.UTF8.GetString(utf8).Split('\n');
        var reader = new StyledTextReader();
        var screen = new StyledText[lines.Length];
        for (int i = 0; i < lines.Length; i++)
            screen[i] = reader.Line(lines[i]);
        return screen;
    }

    public bool IsSame(StyledText other)
    {
        if (Text != other.Text || Runs.Length != other.Runs.Length)
            return false;
        for (int i = 0; i < Runs.Length; i++)
            if (Runs[i].Length != other.Runs[i].Length || Runs[i].Style != other.Runs[i].Style)
                return false;
        return true;
    }

    /// <summary>Draws the columns from a first one on; colours only where there are any, and its defaults are those of the ground.</summary>
    public void Draw(Canvas canvas, int x, int y, Style ground, bool colors, int skip = 0)
    {
        int at = 0, column = x - skip;
        var visible = canvas.Part(x, y, canvas.Width - x, 1);
        foreach (var run in Runs)
        {
            column = visible.Write(column - x, 0, Text.AsSpan(at, run.Length), Over(ground, run.Style, colors)) + x;
            at += run.Length;
        }
    }

    /// <summary>What it looks like on a ground: its defaults are those of the ground.</summary>
    public static Style Over(Style ground, Style own, bool colors)
    {
        var attributes = ground.Attributes | own.Attributes;
        if (!colors)
            return new Style(ground.Foreground, ground.Background, attributes);
        // Text in the colour of its background would be there and not be seen.
        var front = own.Foreground.IsDefault || own.Foreground == own.Background ? ground.Foreground : own.Foreground;
        return new Style(front, own.Background.IsDefault ? ground.Background : own.Background, attributes);
    }
}
