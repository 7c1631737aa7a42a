using System;
using System.Collections.Generic;

namespace Lifetop.Model;

/// <summary>A change of state somebody wants to hear of: into a state, from any or from one.</summary>
public sealed record StateChange(Lifecycle? From, Lifecycle To)
{
    /// <summary>Stands for every state that needs a person.</summary>
    public const string Attention = "attention";

    public bool Fits(Lifecycle? was, Lifecycle now) => now == To && was != To && (From is null || From == was);

    public override string ToString() => From is { } from ? $"{from.Word()}>{To.Word()}" : To.Word();

    /// <summary>Adds what a word says: a state, <c>running>failed</c>, or <c>attention</c>, also behind the arrow; what is wrong with it otherwise.</summary>
    public static string? Read(string word, List<StateChange> into)
    {
        int arrow = word.IndexOf('>', StringComparison.Ordinal);
        Lifecycle? from = null;
        if (arrow >= 0 && (from = Lifecycles.Parse(word[..arrow].Trim())) is null)
            return Unknown(word[..arrow].Trim());
        string to = word[(arrow + 1)..].Trim();
        if (to == Attention)
        {
            for (var one = Lifecycle.Unknown; one <= Lifecycle.Running; one++)
                if (one.NeedsYou())
                    into.Add(new StateChange(from, one));
            return null;
        }
        if (Lifecycles.Parse(to) is not { } state)
            return Unknown(to);
        into.Add(new StateChange(from, state));
        return null;
    }

    private static string Unknown(string word)
    {
        var words = new List<string> { Attention };
        for (var known = Lifecycle.Unknown; known <= Lifecycle.Running; known++)
            words.Add(known.Word());
        return $"no state {word}" + (Nearest.To(word, words.ToArray()) is { } near ? $": did you mean {near}?" : $", there is {string.Join(", ", words)}");
    }
}
