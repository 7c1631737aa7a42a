using System.Collections.Generic;
using Lifetop.Terminal;

namespace Lifetop.Tests.Bench;

/// <summary>A frame into the bytes that make a terminal show it, by how much of it is new.</summary>
internal static class SendingParts
{
    private const int Width = 200, Height = 50;
    private static readonly Style Other = new(Color.Rgb(200, 100, 50), Color.Rgb(10, 20, 30));

    public static IEnumerable<Part> All()
    {
        var frame = new DrawnCrowd(Width, Height).Frame;
        yield return Of("send 200x50, nothing new", frame, Changed(frame, default, default, 0), 3);
        yield return Of("send 200x50, the clock", frame, Changed(frame, new Rect(Width - 8, 0, 8, 1), new Style(Color.Default, Color.Default), 1), 3);
        yield return Of("send 200x50, one row", frame, Changed(frame, new Rect(0, 20, Width, 1), Other, 1), 5);
        yield return Of("send 200x50, all of it", frame, Changed(frame, new Rect(0, 0, Width, Height), Other, 2), 170);
    }

    /// <summary>Two frames in turns, each the difference from the other.</summary>
    private static Part Of(string name, CellBuffer frame, CellBuffer other, double mostTimes)
    {
        var writer = new AnsiWriter();
        var renderer = new DiffRenderer(TerminalProfile.Of(static name => name == "TERM" ? "xterm-256color" : name == "COLORTERM" ? "truecolor" : null), writer);
        bool turn = false;
        return new Part(name, Send, Floors.CompareOfCells, Floors.Compare(frame), mostTimes);

        void Send()
        {
            turn = !turn;
            writer.Clear();
            renderer.Render(turn ? frame : other);
        }
    }

    private static CellBuffer Changed(CellBuffer frame, Rect area, Style style, int pieces)
    {
        var changed = new CellBuffer(frame.Width, frame.Height);
        frame.Cells.CopyTo(changed.Cells, 0);
        for (int y = area.Y; y < area.Bottom; y++)
            for (int x = area.X; x < area.X + area.Width; x++)
                changed[x, y] = new Cell { Glyph = 'a' + (x + y) % 26, Style = x / 8 % 2 < pieces - 1 ? style.On(Color.Indexed(7)) : style };
        return changed;
    }
}
