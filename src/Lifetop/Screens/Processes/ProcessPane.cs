using System;
using System.Globalization;
using Lifetop.Model;
using Lifetop.Screens.Dialogs;
using Lifetop.Screens.Grid;
using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.Processes;

/// <summary>The rows about the process under the cursor: what it is and what can be done with it. Worded anew only when that changed.</summary>
internal sealed class ProcessPane(ProcessBoard board, ProcessTexts texts)
{
    public const int Rows = 3;

    private const int TextAt = 8;
    private const string Nothing = "nothing is selected";

    private int _pid;
    private long _startTicks, _version = -1;
    private ProcessText? _text;
    private string _number = "", _is = "", _next = "";
    private bool _canAdopt;
    private ProcessIdentity _process;
    private string _name = "";
    private Roster _roster = Roster.Empty;
    private MeantProcess? _meant;

    /// <summary>What would be adopted; null when it cannot be.</summary>
    public AdoptionDraft? Draft { get; private set; }

    /// <summary>Why not; null when it can.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Why nothing can be done to it at all; null when something can.</summary>
    public string? Untouchable { get; private set; }

    /// <summary>Why it is not ended by itself: it is part of a worker; null where it is a whole, a worker or none.</summary>
    public string? PartOf => Meant is { Part: not null } meant ? $"it is part of {SafeText.Of(meant.Target.Name)}: a signal ends it alone" : null;

    /// <summary>Who is acted on by a key; null when nobody can be. Found out when a key asks: most only move on.</summary>
    public MeantProcess? Meant => Untouchable is null ? _meant ??= MeantProcess.Of(_process, _name, _roster) : null;

    public void Look(ProcessSnapshot all, int row, ProcessTree tree, UiState ui)
    {
        var text = texts.Of(all, row);
        if (_pid == all.Pids[row] && _startTicks == all.StartTicks[row] && _version == all.Version && ReferenceEquals(_text, text))
            return;
        (_pid, _startTicks, _version, _text) = (all.Pids[row], all.StartTicks[row], all.Version, text);
        _number = _pid.ToString(CultureInfo.InvariantCulture);
        Refusal = RefusalOf(all, row, ui);
        Untouchable = UntouchableOf(all, row);
        (_process, _name, _roster, _meant) = (all.IdentityAt(row), all.NameAt(row), ui.Roster, null);
        Draft = Refusal is null ? DraftOf(all, row, text) : null;
        _canAdopt = Draft is not null;
        _is = Describe(all, row, text, tree);
        _next = Draft is { } draft ? $"makes it a worker: kind {draft.Kind.Word()}, named {SafeText.Of(draft.Name)}" : Refusal ?? "";
    }

    public void Forget() => (_pid, Draft, Refusal, Untouchable) = (0, null, Nothing, Nothing);

    public void Draw(Canvas pane, UiState ui)
    {
        if (_pid == 0 || _text is null)
            return;
        int right = pane.Width - 2;
        int x = pane.Write(2, 0, _number, ui.Scheme.Strong(Role.Bright)) + 2;
        int room = Math.Min(right - x, pane.Width / 2);
        x = CutText.Draw(pane, x, 0, _text.Command, room, Kept.Start, ui.Scheme[Role.Soft], ui.Glyphs.Cut) + 1;
        pane.Line(x, 0, right - x, ui.Glyphs.Thin, ui.Scheme[Role.Line]);
        pane.Write(2, 1, "is", ui.Scheme[Role.Soft]);
        pane.Write(TextAt, 1, _is, right - TextAt, ui.Scheme[Role.Text], ui.Glyphs.Cut);
        pane.Write(2, 2, "next", ui.Scheme[Role.Soft]);
        int at = TextAt;
        if (_canAdopt)
            at = pane.Write(at, 2, ui.Keys.NameOf(UiAction.Adopt), ui.Scheme[Role.Accent]) + 1;
        pane.Write(at, 2, _next, right - at, ui.Scheme[_canAdopt ? Role.Text : Role.Faint], ui.Glyphs.Cut);
    }

    private static string? UntouchableOf(ProcessSnapshot all, int row)
        => all.Has(row, ProcessMarks.Kernel) ? "it is a kernel thread"
            : all.Has(row, ProcessMarks.Dead) ? $"it is dead already, its parent {all.Parents[row]} does not wait for it"
            : all.Has(row, ProcessMarks.Self) ? "it is lifetop itself, or what it runs in"
            : null;

    private static string? RefusalOf(ProcessSnapshot all, int row, UiState ui)
    {
        if (UntouchableOf(all, row) is { } never)
            return never;
        if (!all.Has(row, ProcessMarks.Member))
            return null;
        var identity = all.IdentityAt(row);
        string? whose = null;
        foreach (var judged in ui.Roster.Workers)
        {
            if (judged.Worker.Root == identity)
                return judged.Worker.Declaration is null ? null : $"it is {SafeText.Of(judged.Worker.Name)} of {judged.Worker.Source}";
            foreach (var member in judged.Worker.Members)
                if (member.Process == identity)
                    whose = SafeText.Of(judged.Worker.Name);
        }
        return whose is null ? "it is part of a worker" : $"it is part of {whose}";
    }

    private AdoptionDraft DraftOf(ProcessSnapshot all, int row, ProcessText text)
    {
        string program = text.Details is { } details && details.Program.Best is { Length: > 0 } best ? best : all.NameAt(row);
        string? folder = text.Details?.WorkingDirectory;
        string place = folder is null || folder == "/" || folder == board.Home ? "" : ProgramNames.BaseName(folder);
        string name = place.Length == 0 ? $"{program}-{_number}" : $"{place}-{program}";
        var kind = text.Details is { } known && board.IsAgent?.Invoke(known.Program) == true ? WorkerKind.Agent
            : text.Ports.Length > 0 ? WorkerKind.Server
            : WorkerKind.Job;
        return new AdoptionDraft(all.IdentityAt(row), text.Command) { Name = SafeText.Of(name.Replace('/', '-')), Kind = kind };
    }

    /// <summary><c>a child of zsh 40988 on pts/7, in ~/src/web, 4 processes</c></summary>
    private string Describe(ProcessSnapshot all, int row, ProcessText text, ProcessTree tree)
    {
        int parent = tree.ParentOf(all, row);
        string of = parent < 0 ? "without a parent"
            : string.Concat("a child of ", SafeText.Of(all.NameAt(parent)), " ", all.Pids[parent].ToString(CultureInfo.InvariantCulture));
        string on = text.Terminal.Length > 0 ? " on " + text.Terminal : "";
        string folder = text.Details?.WorkingDirectory is { } directory ? ", in " + SafeText.Of(PathText.FromHome(directory, board.Home)) : "";
        int size = tree.SizeOf(all, row);
        string count = size > 1 ? string.Concat(", ", size.ToString(CultureInfo.InvariantCulture), " processes") : "";
        return string.Concat(of, on, folder, count);
    }
}
