using System;

namespace Lifetop.Screens.Dialogs;

/// <summary>
/// Whether a name is meant by some typed letters: together anywhere in it (<c>ad</c> in reload), or word by word
/// (<c>rn</c> for reap now). Tells which letters matched, and how well.
/// </summary>
internal sealed class FuzzyMatch
{
    /// <summary>Longer ones must be found together: trying all ways to split them would take for ever.</summary>
    private const int LongestSplit = 16;

    private readonly bool[] _hit;

    private FuzzyMatch(int length) => _hit = new bool[length];

    /// <summary>0 is best: the name begins with it.</summary>
    public int Rank { get; private set; }

    public bool Hit(int index) => index < _hit.Length && _hit[index];

    public static FuzzyMatch? Of(string typed, string name)
    {
        var match = new FuzzyMatch(name.Length);
        if (typed.Length == 0)
            return match;
        int together = BestPlace(name, typed);
        if (together >= 0)
        {
            match.Note(together, typed.Length);
            match.Rank = together == 0 ? 0 : BeginsWord(name, together) ? 1 : 3;
            return match;
        }
        match.Rank = 2;
        return typed.Length <= LongestSplit && match.Split(typed, 0, name, 0) ? match : null;
    }

    // Not Array.Fill: it is vector code, which is compiled on the spot.
    private void Note(int from, int count)
    {
        for (int i = from; i < from + count; i++)
            _hit[i] = true;
    }

    private static bool BeginsWord(string name, int index) => index == 0 || !char.IsLetterOrDigit(name[index - 1]);

    private static int BestPlace(string name, string typed)
    {
        int first = name.IndexOf(typed, StringComparison.OrdinalIgnoreCase);
        for (int at = first; at >= 0 && at + 1 < name.Length; at = name.IndexOf(typed, at + 1, StringComparison.OrdinalIgnoreCase))
            if (BeginsWord(name, at))
                return at;
        return first;
    }

    private bool Split(string typed, int from, string name, int at)
    {
        if (from == typed.Length)
            return true;
        if (typed[from] == ' ')
            return Split(typed, from + 1, name, at);
        for (; at < name.Length; at++)
        {
            if (!BeginsWord(name, at) || !Same(typed[from], name[at]))
                continue;
            int run = 1;
            while (from + run < typed.Length && at + run < name.Length && Same(typed[from + run], name[at + run]))
                run++;
            for (; run > 0; run--)
                if (Split(typed, from + run, name, at + run))
                {
                    Note(at, run);
                    return true;
                }
        }
        return false;
    }

    private static bool Same(char a, char b) => char.ToLowerInvariant(a) == char.ToLowerInvariant(b);
}
