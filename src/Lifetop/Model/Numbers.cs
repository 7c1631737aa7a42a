using System.Collections.Immutable;

namespace Lifetop.Model;

/// <summary>Lists of numbers compared; the framework's way is compiled on the spot.</summary>
public static class Numbers
{
    public static bool Same(ImmutableArray<int> some, ImmutableArray<int> others)
    {
        if (some.Length != others.Length)
            return false;
        for (int i = 0; i < some.Length; i++)
            if (some[i] != others[i])
                return false;
        return true;
    }
}
