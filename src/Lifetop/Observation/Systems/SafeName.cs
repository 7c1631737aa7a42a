using System;

namespace Lifetop.Observation.Systems;

/// <summary>What may be made of a name that a system's file tells: paths are built with it, and people read it.</summary>
internal static class SafeName
{
    private const int Longest = 200;

    /// <summary>One step of a path, and nothing that a person could mistake.</summary>
    public static bool Is(string name)
    {
        if (name.Length is 0 or > Longest || name is "." or ".." || name.Contains('/', StringComparison.Ordinal))
            return false;
        foreach (char letter in name)
            if (char.IsControl(letter))
                return false;
        return true;
    }
}
