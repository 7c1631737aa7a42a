using System;
using System.Collections.Immutable;
using Lifetop.Actions;

namespace Lifetop.Cli;

/// <summary>The one table of verbs and options.</summary>
public static class Verbs
{
    private static readonly Option Json = new("--json", null, ValueKind.None, "print JSON (schema 1)");

    /// <summary>Options that every verb takes.</summary>
    public static readonly ImmutableArray<Option> Everywhere =
    [
        Json,
        new("--filter", "FILTER", ValueKind.Text, "only workers that fit: state:zombie src:tmux age>5m !x"),
        new("--color", "WHEN", ValueKind.Choice, "auto, always or never") { Choices = ["auto", "always", "never"] },
        new("--ascii", null, ValueKind.None, "draw with ASCII letters only"),
        new("--read-only", null, ValueKind.None, "refuse every action and write nothing, the registry included"),
        new("--config", "FILE", ValueKind.File, "read this config instead of your own"),
        new("--help", null, ValueKind.None, "say what it does, and end") { Letter = 'h' },
        new("--version", null, ValueKind.None, "print the version, and end") { Letter = 'v' },
    ];

    /// <summary>Options of every verb that does something to workers.</summary>
    private static readonly ImmutableArray<Option> Acting =
    [
        new("--yes", null, ValueKind.None, "do not ask") { Letter = 'y' },
        new("--dry-run", null, ValueKind.None, "only show what it would do: exact pids, ids and files"),
        new("--all", null, ValueKind.None, "all that fit the filter, without those that speak against it"),
        new("--force", null, ValueKind.None, "with --all: also the young, the attached and those that listen"),
        new("--unrecorded", null, ValueKind.None, "do it even if the registry cannot take it; the record goes to stderr"),
    ];

    private static readonly Option Everybody = new("--all", null, ValueKind.None, "all that fit the filter");

    private static readonly Option Grace = new("--grace", "TIME", ValueKind.Duration, "from TERM to KILL, as 10s; 0 for none");

    /// <summary>No verb at all: the screen.</summary>
    public static readonly Verb Screen = new("", "every worker on this machine, in the state it is really in")
    {
        Options =
        [
            new("--dir", "D", ValueKind.Folder, "also look at the pid files in this folder") { Repeats = true },
            new("--theme", "NAME", ValueKind.Theme, "colours of the screen, this time"),
            new("--view", "VIEW", ValueKind.Choice, "what the screen shows at first, this time") { Choices = ["all", "attention", "agents", "daemons", "jobs", "gone", "processes"] },
        ],
        Examples =
        [
            new("lifetop ls", "what runs, what needs you first"),
            new("lifetop why happy-otter", "why it is in the state it is in"),
            new("lifetop ls --filter 'state:zombie,orphan'", "what is left behind"),
        ],
    };

    public static readonly ImmutableArray<Verb> All =
    [
        new("ls", "list workers and the state each is really in")
        {
            Arguments = "[NAME…]", ArgumentKind = ArgumentKind.Worker, MostArguments = int.MaxValue,
            Options =
            [
                new("--output", "FORM", ValueKind.Choice, "wide: every column; name: keys, one a line; summary: one line for a status bar") { Letter = 'o', Choices = ["wide", "name", "summary"] },
                new("--columns", "A,B", ValueKind.Field, "these columns, in this order"),
                new("--sort", "FIELD[:desc]", ValueKind.Field, "order by a field; what is not known stands last"),
                new("--no-header", null, ValueKind.None, "leave out the line of headings"),
                new("--gone", null, ValueKind.None, "those that ended, also the ones no longer listed"),
                new("--watch", null, ValueKind.None, "with --json: go on and print each change on a line") { Letter = 'w' },
                new("--dir", "D", ValueKind.Folder, "also look at the pid files in this folder") { Repeats = true },
            ],
            Examples =
            [
                new("lifetop ls", "what runs, what needs you first"),
                new("lifetop ls --filter 'state:zombie age>5m'", "dead for more than 5 minutes, with something left behind"),
                new("lifetop ls --columns name,mem,ports --sort mem:desc", "the heaviest first"),
                new("lifetop ls --json | jq -r '.workers[].key'", "for a script"),
                new("lifetop ls -o summary", "one line for a status bar"),
            ],
        },
        new("show", "everything known about a worker")
        {
            Arguments = "NAME…", ArgumentKind = ArgumentKind.Worker, LeastArguments = 1, MostArguments = int.MaxValue,
            Examples = [new("lifetop show happy-otter", "by name"), new("lifetop show port:3000", "whoever listens on port 3000"), new("lifetop show pid:4242 --json", "for a script")],
        },
        new("why", "why a worker is in its state, and whether it is safe to remove")
        {
            Arguments = "NAME…", ArgumentKind = ArgumentKind.Worker, LeastArguments = 1, MostArguments = int.MaxValue,
            Examples = [new("lifetop why brave-lynx", "the facts behind its state, each with its source"), new("lifetop why tmux/main:2.0", "of a pane")],
        },
        new("logs", "what workers wrote")
        {
            Arguments = "NAME…", ArgumentKind = ArgumentKind.Worker, LeastArguments = 1, MostArguments = int.MaxValue,
            Options =
            [
                new("--follow", null, ValueKind.None, "go on until they end") { Letter = 'f' },
                new("--lines", "N", ValueKind.Number, "the last N lines; 100 without it") { Letter = 'n' },
                new("--since", "AGE", ValueKind.Duration, "only what is younger, as 10m"),
                new("--grep", "TEXT", ValueKind.Text, "only lines with this text"),
            ],
            Examples = [new("lifetop logs -f clever-fox", "follow it"), new("lifetop logs -n 20 web api", "the last lines of two, each with its name"), new("lifetop logs web --since 10m --grep error", "what went wrong lately")],
        },
        new("history", "what happened, and what lifetop did")
        {
            Arguments = "[NAME…]", ArgumentKind = ArgumentKind.Worker, MostArguments = int.MaxValue,
            Options =
            [
                new("--since", "AGE", ValueKind.Duration, "only what is younger, as 2h"),
                new("--limit", "N", ValueKind.Number, "at most N entries; 50 without it"),
                new("--at", "TIME", ValueKind.Text, "the list as it was then, as 14:05 or 2026-11-21T14:05"),
                new("--actions", null, ValueKind.None, "only what lifetop did"),
                new("--tasks", null, ValueKind.None, "only what became of tasks"),
            ],
            Examples = [new("lifetop history happy-otter", "its whole life"), new("lifetop history --tasks", "the tasks of all who were reaped or removed"), new("lifetop history --actions --since 1d", "what lifetop did since yesterday"), new("lifetop history --at 14:05", "what the list looked like")],
        },
        new("budget", "tokens allocated, used, and what a reap gives back, by budget")
        {
            Options =
            [
                new("--recalculate", "ROOT", ValueKind.Folder, "set this project's token-budget.json to what its specs say"),
                new("--yes", null, ValueKind.None, "with --recalculate: do not ask") { Letter = 'y' },
                new("--dry-run", null, ValueKind.None, "with --recalculate: only show what it would do"),
                new("--unrecorded", null, ValueKind.None, "do it even if the registry cannot take it; the record goes to stderr"),
            ],
            Examples =
            [
                new("lifetop budget", "by worker and in sum, and where a budget and its specs differ"),
                new("lifetop budget --filter 'src:commit-relay spent>80'", "who has nearly used up its tokens"),
                new("lifetop budget --recalculate ~/commit-relay --dry-run", "what would be set, or why not"),
            ],
        },
        new("reap", "end workers whole and clean up after them")
        {
            Arguments = "NAME…", ArgumentKind = ArgumentKind.Worker, MostArguments = int.MaxValue, Action = WorkerAction.Reap,
            Options = [.. Acting, Grace, new("--discard", "NAME", ValueKind.Text, "named again: its uncommitted and unpushed work goes too") { Repeats = true }],
            Examples =
            [
                new("lifetop reap brave-lynx", "processes, pane, files; a worktree only if nothing is lost with it"),
                new("lifetop reap --dry-run brave-lynx", "what that would do, exactly"),
                new("lifetop reap --filter state:zombie --all --yes", "whatever is left of all that are dead"),
                new("lifetop reap brave-lynx --grace 0", "KILL at once"),
            ],
        },
        new("stop", "end the processes of workers and leave the rest")
        {
            Arguments = "NAME…", ArgumentKind = ArgumentKind.Worker, MostArguments = int.MaxValue, Action = WorkerAction.Stop,
            Options = [.. Acting, Grace],
            Examples = [new("lifetop stop indexer", "its files and its worktree stay"), new("lifetop stop indexer --grace 30s", "with more time to end by itself")],
        },
        new("restart", "end the processes of workers and start them again the same way")
        {
            Arguments = "NAME…", ArgumentKind = ArgumentKind.Worker, MostArguments = int.MaxValue, Action = WorkerAction.Restart,
            Options = [.. Acting, Grace, new("--reset", null, ValueKind.None, "start nothing now; close its breaker, so that watch starts it again")],
            Examples =
            [
                new("lifetop restart web", "the same command, folder and environment, under the same name"),
                new("lifetop restart --dry-run web", "how it would be started"),
                new("lifetop restart --reset web", "watch had given it up, and shall try again"),
            ],
        },
        new("pause", "stop workers in their tracks, to go on later")
        {
            Arguments = "NAME…", ArgumentKind = ArgumentKind.Worker, MostArguments = int.MaxValue, Action = WorkerAction.Pause,
            Options = Acting,
            Examples = [new("lifetop pause embed-docs", "STOP to its whole tree"), new("lifetop pause --filter 'kind:job cpu>50' --all", "every busy job")],
        },
        new("resume", "let paused workers go on")
        {
            Arguments = "NAME…", ArgumentKind = ArgumentKind.Worker, MostArguments = int.MaxValue, Action = WorkerAction.Resume,
            Options = Acting,
            Examples = [new("lifetop resume embed-docs", "CONT to its whole tree")],
        },
        new("signal", "send a signal to workers")
        {
            Arguments = "NAME…", ArgumentKind = ArgumentKind.Worker, MostArguments = int.MaxValue, Action = WorkerAction.Signal,
            Options =
            [
                new("--signal", "SIGNAL", ValueKind.Text, "its name or number: HUP, USR1, 9") { Letter = 's' },
                new("--tree", null, ValueKind.None, "to every process of it, not only the root"),
                .. Acting,
            ],
            Examples = [new("lifetop signal api --signal HUP", "to its root process, as many daemons read their config anew by"), new("lifetop signal web --signal INT --tree --yes", "to all of it")],
        },
        new("attach", "go to a worker's pane, and come back on detach")
        {
            Arguments = "NAME", ArgumentKind = ArgumentKind.Worker, LeastArguments = 1, MostArguments = 1,
            Examples = [new("lifetop attach brave-lynx", "hands the terminal to tmux; inside the same tmux its client is switched")],
        },
        new("detach", "take clients off a worker's session, or let go of an adopted one; it lives on")
        {
            Arguments = "NAME…", ArgumentKind = ArgumentKind.Worker, MostArguments = int.MaxValue, Action = WorkerAction.Detach,
            Options = Acting,
            Examples = [new("lifetop detach brave-lynx", "whoever is attached to its session no longer is"), new("lifetop detach web", "adopted and without a pane: lifetop forgets that it manages it")],
        },
        new("nudge", "type a line into a worker's pane, as it stands")
        {
            Arguments = "NAME TEXT…", ArgumentKind = ArgumentKind.Worker, LeastArguments = 2, MostArguments = int.MaxValue, TextFrom = 1, Action = WorkerAction.Nudge,
            Options =
            [
                new("--yes", null, ValueKind.None, "accepted, though it does not ask"),
                new("--dry-run", null, ValueKind.None, "only show where it would be typed"),
                new("--unrecorded", null, ValueKind.None, "do it even if the registry cannot take it; the record goes to stderr"),
            ],
            Examples =
            [
                new("lifetop nudge brave-lynx yes, go on", "the line, then Enter"),
                new("lifetop nudge brave-lynx ''", "Enter alone"),
                new("lifetop nudge brave-lynx -- --help", "text that begins with dashes"),
            ],
        },
        new("protect", "let no plan touch workers")
        {
            Arguments = "NAME…", ArgumentKind = ArgumentKind.Worker, MostArguments = int.MaxValue,
            Options = [new("--off", null, ValueKind.None, "plans may touch them again"), Everybody],
            Examples = [new("lifetop protect lead", "neither reap, sweep nor watch touches it"), new("lifetop protect --off lead", "as before")],
        },
        new("snooze", "take workers off the attention list for a while")
        {
            Arguments = "NAME…", ArgumentKind = ArgumentKind.Worker, MostArguments = int.MaxValue,
            Options = [new("--for", "TIME", ValueKind.Duration, "how long, as 2h; 1h without it"), new("--off", null, ValueKind.None, "back on the list"), Everybody],
            Examples = [new("lifetop snooze brave-lynx", "for an hour"), new("lifetop snooze --for 2d indexer", "for longer"), new("lifetop snooze --off indexer", "at once")],
        },
        new("archive", "move what ended to the history")
        {
            Arguments = "[NAME…]", ArgumentKind = ArgumentKind.Worker, MostArguments = int.MaxValue, Action = WorkerAction.Archive,
            Options =
            [
                new("--older", "AGE", ValueKind.Duration, "only what ended longer ago, as 2d; without names 7d, as the config says"),
                new("--dry-run", null, ValueKind.None, "only show what would go"),
                new("--yes", null, ValueKind.None, "accepted, though it does not ask") { Letter = 'y' },
            ],
            Examples = [new("lifetop archive", "all that ended more than 7 days ago"), new("lifetop archive --filter state:failed --older 1d", "what failed before yesterday"), new("lifetop archive checkout-flow", "one by name, however lately it ended")],
        },
        new("sweep", "take away what the dead left behind")
        {
            Action = WorkerAction.Sweep,
            Options =
            [
                new("--yes", null, ValueKind.None, "do it; without it the plan is shown") { Letter = 'y' },
                new("--dry-run", null, ValueKind.None, "only show the plan, as without --yes"),
                new("--force", null, ValueKind.None, "also those that listen or have a client attached"),
                new("--dir", "D", ValueKind.Folder, "also look at the pid files in this folder") { Repeats = true },
                new("--unrecorded", null, ValueKind.None, "do it even if the registry cannot take it; the record goes to stderr"),
            ],
            Examples =
            [
                new("lifetop sweep", "stale pid files, dead entries, what is left of the dead: only shown"),
                new("lifetop sweep --yes", "for cron: a line for each thing that was done"),
                new("lifetop sweep --dir run --filter src:pidfile --yes", "the stale pid files of one folder"),
            ],
        },
        new("watch", "keep workers as their policies say, without a screen")
        {
            Options =
            [
                new("--detach", null, ValueKind.None, "in the background; its log is in the state folder"),
                new("--stop", null, ValueKind.None, "end the one that runs"),
                new("--status", null, ValueKind.None, "who leads, what fails, and what it does about each worker"),
                new("--print-unit", null, ValueKind.None, "print a systemd user unit that keeps it running"),
                new("--log", "F", ValueKind.File, "tell it to this file, which stays below 1 MB and keeps one old one"),
            ],
            Examples =
            [
                new("lifetop watch --detach", "restarts what should live, reaps what policy lets it"),
                new("lifetop watch --status", "how it is doing"),
                new("lifetop watch --print-unit > ~/.config/systemd/user/lifetop-watch.service", "let systemd start it"),
            ],
        },
        new("adopt", "make a process, pane or pid file a worker")
        {
            Options =
            [
                new("--pid", "N", ValueKind.Number, "this process"),
                new("--pane", "%ID", ValueKind.Text, "this tmux pane"),
                new("--pidfile", "F", ValueKind.File, "the process in this pid file"),
                new("--name", "X", ValueKind.Text, "what to call it"),
                new("--worktree", "D", ValueKind.Folder, "its git worktree"),
                new("--log", "F", ValueKind.File, "its log"),
                new("--kind", "K", ValueKind.Choice, "agent, daemon, server or job") { Choices = ["agent", "daemon", "server", "job"] },
                new("--type", "T", ValueKind.Text, "your own word for its kind"),
                new("--task", "T", ValueKind.Text, "what it works on"),
            ],
            Examples = [new("lifetop adopt --pid 4211 --name web", "a process"), new("lifetop adopt --pane %3 --name lead --kind agent", "a tmux pane"), new("lifetop adopt --pidfile run/api.pid --name api", "whatever a pid file names")],
        },
        new("forget", "drop a worker's record without touching the world")
        {
            Arguments = "NAME…", ArgumentKind = ArgumentKind.Worker, LeastArguments = 1, MostArguments = int.MaxValue,
            Options = [new("--yes", null, ValueKind.None, "do not ask") { Letter = 'y' }],
            Examples = [new("lifetop forget web", "it lives on, lifetop no longer calls it a worker")],
        },
        new("spawn", "start a command as a new worker, in a tmux window with its log")
        {
            Arguments = "-- CMD ARG…", LeastArguments = 1, MostArguments = int.MaxValue,
            Options =
            [
                new("--name", "X", ValueKind.Text, "what to call it"),
                new("--cwd", "D", ValueKind.Folder, "start it in this folder; without it in this one, or in the worktree"),
                new("--repo", "R", ValueKind.Folder, "the git repository of a fresh worktree"),
                new("--worktree", "D", ValueKind.Folder, "make this worktree for it; goes with it again when nothing in it would be lost"),
                new("--branch", "B", ValueKind.Text, "the new branch of the worktree"),
                new("--kind", "K", ValueKind.Choice, "agent, daemon, server or job") { Choices = ["agent", "daemon", "server", "job"] },
                new("--type", "T", ValueKind.Text, "your own word for its kind"),
                new("--task", "T", ValueKind.Text, "what it works on"),
                new("--restart", "WHEN", ValueKind.Choice, "no, on-failure or always: when it is to be started again") { Choices = ["no", "on-failure", "always"] },
                new("--heartbeat", "AGE", ValueKind.Duration, "it promises a beat this often, and is stalled without"),
                new("--tokens", "N", ValueKind.Number, "allocate so many tokens to it, out of tokens.budget"),
                new("--env", "K=V", ValueKind.Text, "one more variable in its environment; the value is never shown") { Repeats = true },
            ],
            Examples =
            [
                new("lifetop spawn --name web --kind server -- npm run dev", "in a window of its own, watched"),
                new("lifetop spawn --name brave-lynx --repo . --worktree ../lynx --branch lynx -- claude", "in a fresh worktree"),
                new("lifetop spawn --name indexer --restart on-failure --heartbeat 60s -- ./indexer", "started again when it fails"),
            ],
        },
        new("beat", "say from inside a spawned worker that it is well")
        {
            Options =
            [
                new("--health", "N", ValueKind.Number, "how well, from 0 to 100"),
                new("--tokens", "N", ValueKind.Number, "tokens used so far"),
                new("--task", "T", ValueKind.Text, "what it works on"),
                new("--state", "STATE", ValueKind.Choice, "waiting (for a person), idle or running") { Choices = ["waiting", "idle", "running"] },
            ],
            Examples = [new("lifetop beat", "I live"), new("lifetop beat --state waiting --task 'which schema?'", "I need somebody"), new("touch \"$LIFETOP_HEARTBEAT\"", "the same, without lifetop")],
        },
        new("config", "where the config is, what holds, and what is wrong in it")
        {
            Arguments = "[path|show|check]", ArgumentKind = ArgumentKind.Choice, MostArguments = 1, Choices = ["path", "show", "check"],
            Examples = [new("lifetop config show", "every key, its value and who gave it"), new("lifetop config check", "name what is wrong, with its line"), new("$EDITOR \"$(lifetop config path)\"", "change it")],
        },
        new("themes", "list the colours the screen can wear")
        {
            Options = [new("--output", "FORM", ValueKind.Choice, "name: names, one a line") { Letter = 'o', Choices = ["name"] }],
            Examples = [new("lifetop themes", "how each looks, where it is from, and what is wrong in a broken one"), new("lifetop --theme nord", "try one")],
        },
        new("doctor", "check everything lifetop needs and say how to mend it")
        {
            Options = [new("--measure", null, ValueKind.None, "also measure what a look costs")],
            Examples = [new("lifetop doctor", "tmux, rights, registry, sources, watch, stale pid files")],
        },
        new("completion", "print the completion script of a shell")
        {
            Arguments = "bash|zsh|fish", ArgumentKind = ArgumentKind.Choice, LeastArguments = 1, MostArguments = 1, Choices = ["bash", "zsh", "fish"],
            Examples = [new("source <(lifetop completion bash)", "for this shell"), new("lifetop completion fish > ~/.config/fish/completions/lifetop.fish", "for ever")],
        },
        new("version", "print the version, and those of the SQLite library and the tmux it found") { Examples = [new("lifetop version", "the version")] },
        new("help", "say what lifetop or a verb does")
        {
            Arguments = "[VERB]", ArgumentKind = ArgumentKind.Choice, MostArguments = 1,
            Options = [new("--man", "SECTION", ValueKind.Choice, "print a manual page instead: 1 lifetop, 5 its config") { Choices = ["1", "5"] }],
            Examples = [new("lifetop help ls", "the same as lifetop ls --help"), new("lifetop help --man 5 | man -l -", "the manual of the config")],
        },
    ];

    public static Verb? Find(string name)
    {
        foreach (var verb in All)
            if (verb.Name == name)
                return verb;
        return null;
    }

    public static string[] Names()
    {
        var names = new string[All.Length];
        for (int i = 0; i < names.Length; i++)
            names[i] = All[i].Name;
        return names;
    }
}
