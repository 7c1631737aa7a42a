namespace Lifetop.Observation.Systems.Orchestrator;

/// <summary>What the orchestrator takes for a session's id; nothing else may become part of a path.</summary>
internal static class SessionId
{
    private const int Longest = 200;

    public static bool IsOne(string text)
    {
        if (text.Length is 0 or > Longest)
            return false;
        foreach (char letter in text)
            if (!char.IsAsciiLetterOrDigit(letter) && letter is not ('-' or '_'))
                return false;
        return true;
    }
}
