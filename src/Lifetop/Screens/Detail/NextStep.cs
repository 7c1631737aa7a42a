using System.Globalization;
using Lifetop.Model;
using Lifetop.Model.Query;

namespace Lifetop.Screens.Detail;

/// <summary>The next thing to do about a worker: the key that does it, and what it does.</summary>
/// <param name="Action">None where there is no key for it.</param>
internal sealed record NextStep(UiAction? Action, string Text)
{
    /// <param name="safety">Null while it is not read yet.</param>
    /// <param name="files">Names the files that go, too.</param>
    /// <param name="reasons">Says why something is kept.</param>
    public static NextStep Of(WorkerRow row, Safety? safety, UiSettings settings, bool files, bool reasons)
    {
        if (row.Worker.IsSelf)
            return new NextStep(null, "nothing: it is lifetop itself");
        return row.State switch
        {
            Lifecycle.Unknown => new NextStep(null, $"nothing is ended or removed while unknown; looks again {Rhythm(settings)}"),
            Lifecycle.Zombie when row.Judged.Protected => new NextStep(UiAction.Protect, "unprotects it; until then nothing touches it"),
            Lifecycle.Zombie => new NextStep(UiAction.Reap, Ends(row, safety, files, reasons)),
            Lifecycle.Waiting => Answer(row),
            Lifecycle.Stalled when row.Suggestion == "answer it" => Answer(row),
            Lifecycle.Stalled => Output(row),
            Lifecycle.Orphan => new NextStep(UiAction.Adopt, "makes it a worker of its own; else reap it"),
            Lifecycle.Failed when row.Declaration?.Malformed is not null && row.Suggestion is { } mend => new NextStep(null, mend),
            Lifecycle.Failed => Output(row),
            Lifecycle.Blocked => new NextStep(UiAction.History, "shows how it came to this"),
            _ => new NextStep(null, row.Suggestion ?? "nothing to do"),
        };
    }

    private static NextStep Answer(WorkerRow row)
        => row.Pane is null ? new NextStep(null, "answer it where it runs") : new NextStep(UiAction.Attach, "goes to its pane, to answer it");

    private static NextStep Output(WorkerRow row)
        => row.Log is null && row.Pane is null ? new NextStep(UiAction.History, "shows how it came to this") : new NextStep(UiAction.Logs, "shows its last lines");

    private static string Rhythm(UiSettings settings)
        => settings.Interval.TotalSeconds == 1 ? "each second" : "every " + AgeText.Limit(settings.Interval);

    /// <summary><c>ends 2 processes, closes @7, removes pid file; keeps the worktree: 2 files changed</c>.</summary>
    private static string Ends(WorkerRow row, Safety? safety, bool files, bool reasons)
    {
        string does = "";
        if (row.TreeSize is > 0 and { } size)
            does = $"ends {Processes(size)}";
        bool worktree = false;
        foreach (var left in row.Verdict.Residue)
        {
            string part = left.Kind switch
            {
                "window" or "pane" => "closes " + (ResidueWords.Id(left.What) ?? "its pane"),
                "file" when files => "removes " + ResidueWords.FileKind(left.What),
                "tokens" => "gives back " + ResidueWords.Tokens(left.What),
                // Of an entry nobody here may be the one who writes it.
                "process" or "file" or "entry" => "",
                "worktree" => "",
                _ => "removes " + left.What,
            };
            worktree |= left.Kind == "worktree";
            if (part.Length > 0)
                does = does.Length == 0 ? part : $"{does}, {part}";
        }
        if (does.Length == 0)
            does = "cleans up after it";
        if (!worktree || safety is null)
            return does;
        return !WhyWords.KeepsWorktree(safety) ? $"{does}, removes the worktree" : $"{does}; keeps the worktree{(reasons ? Reason(safety) : "")}";
    }

    public static string Processes(int count) => count == 1 ? "1 process" : count.ToString(CultureInfo.InvariantCulture) + " processes";

    /// <summary>Of <c>2 files changed in wt/brave-lynx: kept</c> what comes before the place.</summary>
    private static string Reason(Safety safety)
    {
        string reasons = "";
        foreach (string against in safety.Against)
            if (against.EndsWith(": kept", System.StringComparison.Ordinal) && against.LastIndexOf(" in ", System.StringComparison.Ordinal) is > 0 and var end)
                reasons = reasons.Length == 0 ? ": " + against[..end] : $"{reasons}, {against[..end]}";
        return reasons;
    }
}
