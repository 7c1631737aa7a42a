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
        to.Note = down;
        if (count == 0)
            return;
        string waiting = count == 1 ? $"1 {what} waits" : $"{count.ToString(CultureInfo.InvariantCulture)} {what}s wait";
        string since = oldest is null || count == 1 ? "" : ", the oldest";
        to.Note = $"{down}; {waiting}{since}";
        to.NoteSince = oldest;
        to.Add("waiting", oldest is null ? waiting : $"{waiting}{since}, for", source, oldest);
    }

    /// <param name="log">Its name.</param>
    public static void Log(SystemFacts facts, string log, string source, OwnEvidence to)
    {
        if (facts.LogSays.Length > 0)
            to.Add("its log", $"the last lines of {log}: {facts.LogSays}", source);
    }
}
