using System;

namespace Lifetop.Model;

/// <summary>How tmux tells the names of sessions and windows that it was given.</summary>
public static class TmuxNames
{
    /// <summary>Whether the listed name is what tmux made of the given one: it stores a dot or colon of a session's name as an underscore.</summary>
    public static bool IsStored(ReadOnlySpan<char> given, ReadOnlySpan<char> listed)
    {
        if (given.Length != listed.Length)
            return false;
        for (int i = 0; i < given.Length; i++)
            if (given[i] != listed[i] && !(listed[i] == '_' && given[i] is '.' or ':'))
                return false;
        return true;
    }
}
