using System;
using System.Globalization;
using Lifetop.Model;

namespace Lifetop.Judgement.Systems;

/// <summary>What is said alike of every system's daemon: what waits for one that is down, and what its log complains of.</summary>
internal static class DaemonWords
{
    /// <param name="down">How it is down, for the note.</param>
    /// <param name="what">What waits, in the singular.</param>
    public static void Waiting(string down, string what, int count, DateTimeOffset? oldest, string source, OwnEvidence to)
    {
        if (WaitingNote(down, what, count, oldest, to) is { Length: > 0 } waiting)
            to.Add("waiting", oldest is null ? waiting : $"{waiting}, for", source, oldest);
    }

    /// <summary>Only the note, where the system has words of its own for the rest; gives who waits, empty for nobody.</summary>
    public static string WaitingNote(string down, string what, int count, DateTimeOffset? oldest, OwnEvidence to)
    {
        to.Note = down;
        if (count == 0)
            return "";
        string waiting = count == 1 ? $"1 {what} waits" : $"{count.ToString(CultureInfo.InvariantCulture)} {what}s wait";
        if (oldest is not null && count > 1)
            waiting += ", the oldest";
        to.Note = $"{down}; {waiting}";
        to.NoteSince = oldest;
        return waiting;
    }

    /// <param name="log">Its name.</param>
    public static void Log(SystemFacts facts, string log, string source, OwnEvidence to)
    {
        if (facts.LogSays.Length > 0)
            to.Add("its log", $"the last lines of {log}: {facts.LogSays}", source);
    }
}
