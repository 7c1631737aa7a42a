using System;

namespace Lifetop.Terminal;

/// <summary>What comes from the terminal: its bytes decoded, and what it answers us taken out.</summary>
internal sealed class TerminalInput(TerminalDevice device, TerminalQuestions questions)
{
    private readonly InputDecoder _decoder = new();
    private readonly byte[] _typed = new byte[4096];

    public bool HasEvents => _decoder.HasEvents;

    /// <summary>Nobody types there any more.</summary>
    public bool IsGone { get; private set; }

    /// <summary>Not longer than until what is open is taken as it stands; negative for as long as it takes.</summary>
    public int Limit(int milliseconds)
    {
        if (_decoder.HasEvents || IsGone)
            return 0;
        if (_decoder.Deadline is not { } deadline)
            return milliseconds;
        int left = (int)Math.Max(0, deadline - Now);
        return milliseconds < 0 ? left : Math.Min(milliseconds, left);
    }

    public void Read(bool isHungUp)
    {
        int count = device.Read(_typed);
        _decoder.AwaitsPosition = questions.AwaitsAnswer;
        if (count > 0)
            _decoder.Feed(_typed.AsSpan(0, count), Now);
        else if (count < 0 || isHungUp)
            IsGone = true;
    }

    /// <summary>Nothing came.</summary>
    public void Expire() => _decoder.Expire(Now);

    /// <summary>False when there is nothing more for whoever has the screen.</summary>
    /// <param name="alphabetChanged">An answer before it was that glyphs are drawn otherwise than we thought.</param>
    public bool TryNext(out InputEvent happened, out bool alphabetChanged)
    {
        alphabetChanged = false;
        while (_decoder.TryNext(out happened))
        {
            if (!questions.TakeAnswer(happened))
                return true;
            alphabetChanged |= questions.AlphabetChanged;
        }
        return false;
    }

    private static long Now => Environment.TickCount64;
}
