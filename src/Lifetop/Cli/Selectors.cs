using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using Lifetop.Model;
using Lifetop.Model.Query;
using Lifetop.Observation.Tmux;
using Lifetop.Terminal;

namespace Lifetop.Cli;

/// <summary>What a name on the command line stands for: one worker, several candidates, or none.</summary>
public sealed record Selection(ImmutableArray<JudgedWorker> Candidates, ImmutableArray<string> Near)
{
    public JudgedWorker? One => Candidates.Length == 1 ? Candidates[0] : null;
}

/// <summary>
/// Finds workers by what people call them: a whole key, a name, <c>pid:N</c>, <c>port:N</c>, whole parts of a key between
/// <c>/</c> and <c>:</c>. Never a piece of a word and never a pattern: what ends a worker must not guess.
/// </summary>
public static class Selectors
{
    public const string NobodyFits = "no worker fits";

    public static Selection Find(ImmutableArray<JudgedWorker> workers, string text)
    {
        var found = Those(workers, worker => worker.Key.Text == text);
        // A key with hostile letters is printed with marks, and what was printed finds it again.
        if (found.Count == 0)
            found = Those(workers, worker => SafeText.Of(worker.Key.Text) == text);
        int? pid = Numbered(text, "pid:"), port = Numbered(text, "port:");
        if (found.Count == 0)
            found = Those(workers, worker => Is(worker, text, pid, port));
        // The number of a dead one may be another's by now, who is no worker.
        if (found.Count == 0 && pid is { } number && ServerProcess.StartTicks(number) < 0)
            found = Those(workers, worker => worker.Root?.Pid == number);
        return new Selection([.. found], found.Count == 0 ? NearestTo(workers, text) : []);
    }

    /// <summary>Of several attempts under one key the one that is there now is meant, else the last that ended.</summary>
    private static List<JudgedWorker> Those(ImmutableArray<JudgedWorker> workers, Predicate<Worker> fits)
    {
        var found = new List<JudgedWorker>();
        foreach (var judged in workers)
        {
            if (!fits(judged.Worker))
                continue;
            int at = found.FindIndex(other => other.Worker.Key.Text == judged.Worker.Key.Text);
            if (at < 0)
                found.Add(judged);
            else if (Attempts.IsRather(judged, found[at]))
                found[at] = judged;
        }
        return found;
    }

    /// <summary>
    /// All of these names; null with the exit code and the reason when one of them is ambiguous or unknown, or when there are none: an
    /// empty list on standard input means nobody, never everybody. A name given twice, or two names of one worker, give it once.
    /// </summary>
    public static List<JudgedWorker>? All(ImmutableArray<JudgedWorker> workers, IReadOnlyList<string> names, out int code, out string reason)
    {
        var chosen = new List<JudgedWorker>();
        (code, reason) = (ExitCode.NothingMatched, NobodyFits);
        if (names.Count == 0)
            return null;
        (code, reason) = (ExitCode.Done, "");
        foreach (string name in names)
        {
            var selection = Find(workers, name);
            if (selection.One is { } one)
            {
                if (!chosen.Contains(one))
                    chosen.Add(one);
                continue;
            }
            bool ambiguous = !selection.Candidates.IsEmpty;
            code = ambiguous ? ExitCode.Usage : ExitCode.NothingMatched;
            reason = ambiguous ? Ambiguous(name, selection.Candidates) : Unknown(name, selection.Near);
            return null;
        }
        return chosen;
    }

    /// <summary>A <c>-</c> among names stands for the names on standard input, one a line.</summary>
    public static List<string> Expand(IReadOnlyList<string> names, Func<string> input)
    {
        var all = new List<string>();
        foreach (string name in names)
        {
            if (name != "-")
                all.Add(name);
            else
                // Blanks may belong to a name; what other systems end their lines with does not.
                foreach (string line in input().Split('\n'))
                    if (line.TrimEnd('\r') is { Length: > 0 } one)
                        all.Add(one);
        }
        return all;
    }

    private static bool Is(Worker worker, string text, int? pid, int? port)
    {
        if (worker.Name == text || SafeText.Of(worker.Name) == text || HasPart(worker.Key.Text, text))
            return true;
        if (pid is { } number && ((worker.RootAlive && worker.Root?.Pid == number) || HasMember(worker, number)))
            return true;
        if (port is { } listens && worker.Ports.Contains(listens))
            return true;
        // The other sightings that were joined into it: keys by their parts, identities only whole.
        foreach (string other in worker.AlsoKnownAs)
            if (other == text || (other.Contains('/', StringComparison.Ordinal) && HasPart(other, text)))
                return true;
        return false;
    }

    private static bool HasMember(Worker worker, int pid)
    {
        foreach (var member in worker.Members)
            if (member.Process.Pid == pid)
                return true;
        return false;
    }

    private static bool HasPart(string key, string text)
    {
        if (text.Length == 0)
            return false;
        for (int at = key.IndexOf(text, StringComparison.Ordinal); at >= 0; at = key.IndexOf(text, at + 1, StringComparison.Ordinal))
        {
            int end = at + text.Length;
            if ((at == 0 || key[at - 1] is '/' or ':') && (end == key.Length || key[end] is '/' or ':'))
                return true;
        }
        return false;
    }

    private static int? Numbered(string text, string prefix)
        => text.StartsWith(prefix, StringComparison.Ordinal)
            && int.TryParse(text.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;

    private static ImmutableArray<string> NearestTo(ImmutableArray<JudgedWorker> workers, string text)
    {
        var near = ImmutableArray.CreateBuilder<string>();
        var names = new List<string>();
        foreach (var judged in workers)
            names.Add(judged.Worker.Name);
        // Three are enough to recognise a slip.
        while (near.Count < 3 && Nearest.To(text, names.ToArray()) is { } name)
        {
            near.Add(name);
            names.RemoveAll(other => other == name);
        }
        return near.ToImmutable();
    }

    private static string Ambiguous(string name, ImmutableArray<JudgedWorker> candidates)
    {
        string text = $"{name} may be any of {candidates.Length.ToString(CultureInfo.InvariantCulture)}:";
        foreach (var judged in candidates)
            text = string.Concat(text, "\n  ", SafeText.Of(judged.Worker.Key.Text));
        return text;
    }

    private static string Unknown(string name, ImmutableArray<string> near)
        => near.IsEmpty ? $"no worker {name}" : $"no worker {name}: did you mean {string.Join(" or ", near)}?";
}
