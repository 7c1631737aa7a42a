using System;
using System.Globalization;
using Lifetop.Model;
using Lifetop.Model.Query;
using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.Detail;

/// <summary>How much of why there is room for.</summary>
internal enum WhyLength
{
    /// <summary>The facts, each with its label, and what to do.</summary>
    Short,
    /// <summary>The same below its key and task, and with its tree and files.</summary>
    Column,
    /// <summary>Everything, whoever disagrees included.</summary>
    Whole,
}

/// <summary>Why it is in its state, what is left behind, whether it is safe to remove, and what to do next.</summary>
internal sealed class WhyTab(WhyLength length) : Tab
{
    /// <summary>More than a column of the highest terminals shows.</summary>
    private const int MostOfATree = 60;
    private readonly SafetyReading _safety = new();
    private readonly TreeReading? _tree = length == WhyLength.Column ? new TreeReading(MostOfATree) : null;

    public override void Refresh(UiState ui, WorkerRow row)
    {
        _safety.Refresh(ui, row);
        _tree?.Refresh(ui, row);
    }

    public override void Take(Message message, UiState ui, WorkerRow row)
    {
        if (_safety.Take(message, row) | _tree?.Take(message, row) == true || message is WatchSeen)
            Version++;
    }

    public override void Forget()
    {
        base.Forget();
        _safety.Forget();
        _tree?.Forget();
    }

    protected override long Ages(UiState ui, WorkerRow row)
    {
        long stamp = AgeStamp.Of(row, ui.Now);
        if (ui.Watch?.About(row.Worker.Identity)?.Next is { } next)
            stamp = AgeStamp.Add(stamp, ui.Now, next);
        if (length == WhyLength.Whole && _safety.For(row) is { } read)
            foreach (var since in read.Left)
                if (since is { } moment)
                    stamp = AgeStamp.Add(stamp, moment, ui.Now);
        return _tree is null ? stamp : stamp * 31 + _tree.Ages(ui.Now);
    }

    protected override void Lay(Page page, int height, UiState ui, WorkerRow row)
    {
        if (length == WhyLength.Whole)
            LayWhole(page, ui, row);
        else
            LayShort(page, height, ui, row);
    }

    private void LayShort(Page page, int height, UiState ui, WorkerRow row)
    {
        if (length == WhyLength.Column)
        {
            page.Text(row.Key, Role.Soft);
            if (TaskLine(row, page.Glyphs) is { Length: > 0 } task)
                page.Text(task, Role.Text);
            page.Gap();
        }
        int before = page.Count;
        foreach (var evidence in row.Verdict.Evidence)
            if (row.Verdict.Residue.IsEmpty || evidence.Label != Evidence.StillThere)
                page.Fact(evidence.Label, evidence.Render(ui.Now), evidence.Source);
        if (!row.Verdict.Residue.IsEmpty)
            page.Fact(Evidence.StillThere, ResidueWords.Line(row, page.Glyphs.Separator));
        LayRestarts(page, ui, row);
        int facts = page.Count - before;
        page.Gap();
        LaySafety(page, row);
        LayNext(page, ui, row, files: true);
        Fit(page, before, facts, height);
        if (length == WhyLength.Column)
            LayTreeAndFiles(page, ui, row);
    }

    private void LayTreeAndFiles(Page page, UiState ui, WorkerRow row)
    {
        page.Gap();
        if (_tree?.Processes is { IsEmpty: false } processes)
        {
            TreeRows.Lay(page, "tree", page.TextX, processes, row.Pane?.PaneId, ui.Now);
            TreeRows.LayUnread(page, page.TextX, _tree.Unread(row));
        }
        page.Gap();
        string label = "files";
        foreach (var left in row.Verdict.Residue)
            if (left.Kind is "file" or "worktree")
            {
                page.Fact(label, left.Kind == "worktree" && _safety.For(row)?.Worktree is { } facts ? WorktreeLine(left.What, facts) : left.What);
                label = "";
            }
    }

    /// <summary>What to do must not fall off the end: facts that do not fit are counted.</summary>
    private static void Fit(Page page, int from, int facts, int height)
    {
        int over = page.Count - height;
        if (over <= 0 || facts < 3)
            return;
        int gone = Math.Min(over + 1, facts - 1);
        page.RemoveRows(from + facts - gone, gone);
        string more = $"{gone.ToString(CultureInfo.InvariantCulture)} more";
        page.Insert(from + facts - gone, new PageRow().Add(page.TextX, more, Role.Faint));
    }

    private void LayWhole(Page page, UiState ui, WorkerRow row)
    {
        LaySays(page, ui, row);
        page.Gap();
        string label = "because";
        foreach (var evidence in row.Verdict.Evidence)
        {
            if (IsShownApart(evidence, row))
                continue;
            page.Fact(label, evidence.Render(ui.Now), evidence.Source);
            label = "";
        }
        LayRestarts(page, ui, row);
        page.Gap();
        LayLeft(page, ui, row);
        page.Gap();
        LaySafety(page, row);
        page.Gap();
        LayNext(page, ui, row, files: false);
    }

    private static bool IsShownApart(Evidence evidence, WorkerRow row)
        => (evidence.Label == Evidence.StillThere && !row.Verdict.Residue.IsEmpty) || evidence.Label is Evidence.FileDisagrees or Evidence.SourceDisagrees;

    private static void LaySays(Page page, UiState ui, WorkerRow row)
    {
        int column = page.TextX + WhyWords.WordWidth(row) + 1;
        Word(page, "lifetop says", row.State.Word(), StateRoles.Of(row.State), column, WhyWords.Meaning(row), "", Role.Text);
        if (row.NativeState is not { Length: > 0 } native || row.Declaration is not { } declaration)
            return;
        bool differs = WhyWords.Disagreement(row) is not null;
        Word(page, WhyWords.SaysLabel(declaration), native, differs ? Role.Warn : Role.Text, column, WhyWords.SaidWhere(declaration, ui.Now), row.Source, Role.Text);
        if (WhyWords.Disagreement(row) is { } believed)
            Word(page, "", page.Glyphs.Disagree.ToString(), Role.Warn, column, believed, "", Role.Text);
    }

    private static void Word(Page page, string label, string word, Role role, int column, string text, string source, Role textRole)
    {
        source = SafeText.Of(source);
        int right = page.Width - (source.Length > 0 ? TextWidth.Of(source) + 2 : 0);
        string safe = SafeText.Of(word);
        bool first = true;
        foreach (string part in TextWrap.Lines(SafeText.Of(text), Math.Max(8, right - column)))
        {
            var row = page.Labelled(first ? label : "");
            if (first)
                row.Add(page.TextX, safe, role, strong: true).Add(page.Width - TextWidth.Of(source), source, Role.Faint);
            row.Add(column, part, textRole);
            first = false;
        }
    }

    private static void LayRestarts(Page page, UiState ui, WorkerRow row)
    {
        string key = ui.Keys.NameOf(UiAction.ResetBreaker);
        if (RestartWords.Told(ui.Watch?.About(row.Worker.Identity), key.Length > 0 ? key + " closes it" : ":reset-breaker closes it", ui.Now) is { } kept)
            page.Fact("restarts", kept, "watch");
    }

    private void LayLeft(Page page, UiState ui, WorkerRow row)
    {
        var read = _safety.For(row);
        string label = "left behind";
        for (int i = 0; i < row.Verdict.Residue.Length; i++)
        {
            var left = row.Verdict.Residue[i];
            string text = left.Kind == "worktree" && read?.Worktree is { } worktree ? WorktreeLine(left.What, worktree) : left.What;
            string since = read is not null && i < read.Left.Length && read.Left[i] is { } moment ? AgeText.Age(ui.Now - moment) : "";
            page.Fact(label, text, since);
            label = "";
        }
    }

    /// <summary><c>wt/brave-lynx: 2 files changed, 3 commits, pushed</c>.</summary>
    private static string WorktreeLine(string path, WorktreeFacts facts)
    {
        string name = PathText.LastTwo(path);
        if (!facts.Readable)
            return facts.Why is { Length: > 0 } why ? $"{name}: {why}" : name;
        string changed = facts.ChangedFiles switch
        {
            0 => "nothing changed",
            1 => "1 file changed",
            var count => $"{count.ToString(CultureInfo.InvariantCulture)} files changed",
        };
        if (facts.OwnCommits == 0)
            return $"{name}: {changed}";
        string own = facts.OwnCommits.ToString(CultureInfo.InvariantCulture) + (facts.OwnCommits == 1 ? " commit" : " commits");
        string pushed = facts.UnpushedCommits == 0 ? "pushed" : $"{facts.UnpushedCommits.ToString(CultureInfo.InvariantCulture)} not pushed";
        return $"{name}: {changed}, {own}, {pushed}";
    }

    private void LaySafety(Page page, WorkerRow row)
    {
        if (_safety.For(row) is not { } read)
        {
            page.Fact("safe to remove?", row.State == Lifecycle.Unknown ? WhyWords.Answer(row.State, Nothing) : page.Glyphs.IsAscii ? "..." : "…", "", Role.Faint);
            return;
        }
        page.Fact("safe to remove?", WhyWords.Answer(row.State, read.Safety), "", Role.Bright, strong: true);
        var safety = read.Safety;
        if (!safety.For.IsEmpty)
            page.Signed("", page.Glyphs.For.ToString(), Role.Ok, string.Join($" {page.Glyphs.Separator.ToString()} ", safety.For));
        foreach (string against in safety.Against)
            page.Signed("", page.Glyphs.Against.ToString(), Role.Warn, against);
    }

    private void LayNext(Page page, UiState ui, WorkerRow row, bool files)
    {
        var next = NextStep.Of(row, _safety.For(row)?.Safety, ui.Settings, files, reasons: false);
        if (next.Action is { } action && KeyName.Of(action, ui) is { } key)
            page.Signed("next", key, KeyName.RoleOf(action, ui), next.Text, strong: true);
        else
            page.Fact("next", next.Text);
    }

    private static Safety Nothing => new(SafetyAnswer.Unknown, [], []);

    private static string TaskLine(WorkerRow row, Glyphs glyphs)
    {
        string task = row.Task ?? "";
        if (row.Branch is not { Length: > 0 } branch)
            return task;
        return task.Length == 0 ? "branch " + branch : $"{task} {glyphs.Separator.ToString()} branch {branch}";
    }
}
