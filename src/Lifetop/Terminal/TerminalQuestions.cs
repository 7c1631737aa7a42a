using System;

namespace Lifetop.Terminal;

/// <summary>What only the terminal itself knows, asked once and never waited for.</summary>
internal sealed class TerminalQuestions(TerminalProfile profile, AnsiWriter writer)
{
    /// <summary>Ambiguous (UAX #11), and one we draw with.</summary>
    private const int Ambiguous = '●';

    private const string Synchronizes = "[?2026;";

    /// <summary>Who has not answered by then does not answer; no line is that long.</summary>
    private const long LongestWayMilliseconds = 2000;

    private bool _asked;
    private long _askedAt;

    /// <summary>It draws such glyphs two columns wide.</summary>
    public bool AmbiguousIsWide { get; private set; }

    /// <summary>The answer just taken was that one.</summary>
    public bool AlphabetChanged { get; private set; }

    /// <summary>It can hold back a frame until it is whole.</summary>
    public bool CanSynchronize { get; private set; }

    /// <summary>Asked, not answered.</summary>
    public bool AwaitsAnswer { get; private set; }

    /// <summary>The answer may still come.</summary>
    public bool IsAnswerUnderWay => AwaitsAnswer && Environment.TickCount64 - _askedAt < LongestWayMilliseconds;

    public void Ask(int height)
    {
        if (_asked)
            return;
        _asked = true;
        if (profile.AnswersModes)
            writer.AskMode(ScreenMode.Synchronized);
        // In the first row the answer would look like F3.
        if (!profile.IsUtf8 || height < 2)
            return;
        writer.MoveTo(0, 1);
        writer.CodePoint(Ambiguous);
        writer.AskCursorPosition();
        writer.Write((byte)'\r');
        writer.EraseToEndOfLine();
        AwaitsAnswer = true;
        _askedAt = Environment.TickCount64;
    }

    /// <summary>True if that was an answer to us.</summary>
    public bool TakeAnswer(in InputEvent happened)
    {
        AlphabetChanged = false;
        if (happened.Kind == InputKind.CursorPosition && AwaitsAnswer)
        {
            AwaitsAnswer = false;
            // Columns from 1; three bytes in three columns are no better than a wide glyph.
            AlphabetChanged = AmbiguousIsWide = happened.X > 2;
            return true;
        }
        if (happened.Kind != InputKind.Reply)
            return false;
        if (happened.Text is ['[', '?', '2', '0', '2', '6', ';', '1' or '2', ..])
            CanSynchronize = true;
        return happened.Text!.StartsWith(Synchronizes, StringComparison.Ordinal);
    }
}
