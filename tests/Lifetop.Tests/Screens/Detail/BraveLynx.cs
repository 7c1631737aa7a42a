using System;
using Lifetop.Model;
using Lifetop.Model.Query;
using Lifetop.Screens.Detail;
using Lifetop.Terminal;
using Lifetop.Tests.Support;

namespace Lifetop.Tests.Screens.Detail;

/// <summary>The worker of the pictures: dead for 47 minutes, with a dev server, a window and a worktree left.</summary>
internal static class BraveLynx
{
    public static readonly DateTimeOffset Now = Rows.Now;
    private static readonly WorkerKey Key = new("multiclaude/my.app/brave-lynx");

    public static JudgedWorker Judged() => new(Worker(), Verdict(), 0);

    public static Roster Roster(JudgedWorker? judged = null) => new()
    {
        Time = Now,
        Workers = [judged ?? Judged()],
        Counters = [Rows.Busy(0, 96L << 20, 2, "46m")],
    };

    public static WorkerRow Row(JudgedWorker? judged = null) => new(judged ?? Judged(), Rows.Busy(0, 96L << 20, 2, "46m"), Now);

    /// <summary>The supervisor's neighbour whose state file is torn.</summary>
    public static JudgedWorker Unread() => new(
        Rows.Worker("merge-queue", "multiclaude/my.app/merge-queue"),
        new Verdict
        {
            State = Lifecycle.Unknown,
            Since = Now.AddSeconds(-14),
            LastKnown = Lifecycle.Running,
            Evidence = [new Evidence("state.json is cut short, for", "multiclaude", Now.AddSeconds(-14)) { Label = "cannot be read" }, new Evidence("was running when last seen,", "lifetop", Now.AddSeconds(-14), " ago")],
        },
        0);

    public static SafetyRead Safety(WorkerRow row) => new(
        row.Worker,
        row.Verdict,
        new Safety(SafetyAnswer.Yes, ["nobody attached", "3 of 3 commits pushed", "not protected"], ["2 files changed in wt/brave-lynx: kept"]),
        new WorktreeFacts(true, null, 2, 0, 3, "work/brave-lynx"),
        [Now.AddMinutes(-131), Now.AddMinutes(-47), Now.AddMinutes(-131), Now.AddMinutes(-51)]);

    public static TreeRead Tree(WorkerRow row) => new(row.Worker,
    [
        new TreeProcess(18190, 0, MemberTie.Terminal, "zsh", Now.AddMinutes(-47), 0, 5 << 20, []),
        new TreeProcess(18301, 1, MemberTie.Descendant, "node vite --port 3001", Now.AddMinutes(-131), 0.4, 91 << 20, [3001]),
    ]);

    public static PeekRead Peek(WorkerRow row) => new(row.Worker.Identity, null,
    [
        .. StyledText.Screen("\e[32m  ✓ upload retries twice on 503 (212 ms)\n  ✓ upload gives up after 30s (88 ms)\n\e[31m  × upload resumes from the last chunk\n\e[0m    expected 4 chunks, got 3\n    at tests/upload.test.ts:118\n\nTests: 1 failed, 41 passed, 42 total\n\n● I will look at the chunk counter next.\n\n\e[31mAPI error: connection reset\e[0m\nzsh: segmentation fault (core dumped)  claude\nwt/brave-lynx %"u8),
    ]);

    public static HistoryRead History(WorkerRow row) => new(row.Worker.Identity, null,
    [
        new HistoryEvent(Now.AddMinutes(-47), "47 minutes ago", Lifecycle.Running, Lifecycle.Zombie, "left 2 processes, window", "tui"),
        new HistoryEvent(Now.AddMinutes(-47).AddSeconds(-20), "47 minutes ago", null, null, "reap: refused, protected", "me"),
        new HistoryEvent(Now.AddHours(-3), "3 hours ago", null, Lifecycle.Running, "fix flaky upload test (#309)", "tui"),
    ]);

    private static Worker Worker() => Rows.Worker("brave-lynx", Key.Text) with
    {
        Declaration = new Declaration
        {
            Source = "multiclaude",
            Identity = "multiclaude:my.app:brave-lynx",
            Key = Key,
            Name = "brave-lynx",
            WrittenAt = Now.AddMinutes(-51),
            File = "/home/me/.multiclaude/state.json",
            Branch = "work/brave-lynx",
            Worktree = "/home/me/wt/brave-lynx",
            Task = "fix flaky upload test (#309)",
            NativeState = "running",
            Says = DeclaredState.Live,
        },
        Pane = new PaneSighting(Rows.Pane("mc-my.app", "%14")),
        OwnsPane = true,
        Root = new ProcessIdentity(18233, 12345, Rows.Boot),
        Members = [new Member(new ProcessIdentity(18190, 1, Rows.Boot), MemberTie.Terminal), new Member(new ProcessIdentity(18301, 1, Rows.Boot), MemberTie.Descendant)],
        Ports = [3001],
    };

    private static Verdict Verdict() => new()
    {
        State = Lifecycle.Zombie,
        Since = Now.AddMinutes(-47),
        Evidence =
        [
            new Evidence("pid 18233 gone for", "proc", Now.AddMinutes(-47), ", no exit status seen") { Label = "process ended" },
            new Evidence("zsh 18190 in %14, no input for", "tmux", Now.AddMinutes(-46)) { Label = "shell left" },
            new Evidence("state.json says running, written", "multiclaude", Now.AddMinutes(-51), " ago") { Label = Evidence.FileDisagrees },
        ],
        Residue =
        [
            new Residue("process", "node 18301, vite --port 3001, listens on :3001"),
            new Residue("window", "window @7 of mc-my.app, pane %14"),
            new Residue("file", ".multiclaude/my.app/brave-lynx.pid"),
            new Residue("worktree", "/home/me/wt/brave-lynx"),
        ],
        Ending = new Ending(null, null, Now.AddMinutes(-47), "proc"),
        Suggestion = "reap",
    };
}
