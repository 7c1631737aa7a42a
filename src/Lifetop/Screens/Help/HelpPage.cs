using System;
using System.Collections.Generic;
using Lifetop.Model;
using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.Help;

/// <summary>A column of the help: where it stands and how wide its parts are.</summary>
internal sealed record HelpPlace(int X, int Width, int LabelWidth, int KeysWidth);

/// <summary>The help laid out for a width: lines at their places, to be scrolled over.</summary>
internal sealed class HelpPage
{
    private readonly List<Piece> _pieces = [];

    public int Rows { get; private set; }

    /// <summary>Lines on it.</summary>
    public int Lines { get; private set; }

    /// <summary>Adds lines below each other, a blank row and a label before each group; returns the row below, one left blank.</summary>
    public int Add(List<HelpLine> lines, HelpPlace place, int y, UiState ui)
    {
        string group = "";
        for (int i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            if (i > 0 && line.Group != group)
                y++;
            _pieces.Add(new Piece(y++, place, line.Group == group ? "" : line.Group, line.Keys(ui.Keys), line.Text, line.Refusal(ui)));
            group = line.Group;
        }
        Lines += lines.Count;
        Rows = Math.Max(Rows, y);
        return lines.Count == 0 ? y : y + 1;
    }

    /// <summary>The signs of the states with what they mean; only those that have the word, if there is one.</summary>
    public void AddStates(int y, UiState ui, string word)
    {
        var place = new HelpPlace(2, ui.Width - 4, ui.Width >= 60 ? 8 : 0, 13);
        string label = "states";
        for (var state = Lifecycle.Unknown; state <= Lifecycle.Running; state++)
        {
            if (word.Length > 0 && !state.Word().Contains(word, StringComparison.OrdinalIgnoreCase) && !state.Meaning().Contains(word, StringComparison.OrdinalIgnoreCase))
                continue;
            _pieces.Add(new Piece(y++, place, label, ui.Glyphs.Of(state) + " " + state.Word(), state.Meaning(), null) { State = state });
            label = "";
            Lines++;
        }
        Rows = Math.Max(Rows, y);
    }

    public void Draw(Canvas body, UiState ui, int top)
    {
        foreach (var piece in _pieces)
            if (piece.Y >= top && piece.Y - top < body.Height)
                piece.Draw(body, ui, piece.Y - top);
    }

    private sealed record Piece(int Y, HelpPlace Place, string Label, string Keys, string Text, string? Refusal)
    {
        private int TextAt => Place.X + Place.LabelWidth + Math.Max(Place.KeysWidth, TextWidth.Of(Keys) + 1);

        private int TextRoom => Place.X + Place.Width - TextAt;

        public Lifecycle? State { get; init; }

        public void Draw(Canvas body, UiState ui, int y)
        {
            bool usable = Refusal is null;
            body.Write(Place.X, y, Label, Place.LabelWidth, ui.Scheme[Role.Soft], ui.Glyphs.Cut);
            body.Write(Place.X + Place.LabelWidth, y, Keys, ui.Scheme[State is { } state ? Hue(state) : usable ? Role.Accent : Role.Faint]);
            int end = body.Write(TextAt, y, Text, TextRoom, ui.Scheme[usable ? Role.Text : Role.Faint], ui.Glyphs.Cut);
            int room = Place.X + Place.Width - end - 2;
            if (Refusal is { } why && room >= why.Length && Place.Width >= 50)
                body.Write(end + 2, y, why, room, ui.Scheme[Role.Faint], ui.Glyphs.Cut);
        }

        private static Role Hue(Lifecycle state) => state switch
        {
            Lifecycle.Waiting => Role.Ask,
            Lifecycle.Stalled => Role.Warn,
            Lifecycle.Zombie or Lifecycle.Orphan => Role.Left,
            Lifecycle.Failed or Lifecycle.Blocked => Role.Bad,
            Lifecycle.Reaping or Lifecycle.Restarting => Role.Accent,
            Lifecycle.Running or Lifecycle.Completed => Role.Ok,
            _ => Role.Soft,
        };
    }
}
