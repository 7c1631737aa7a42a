using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Model;

namespace Lifetop.Settings;

/// <summary>The one table of config keys: the reader, <c>config show</c> and the manual are made from it.</summary>
public static class SettingKeys
{
    public static readonly ImmutableArray<SettingKey> All =
    [
        new("pending_grace", SettingType.Duration, "2m", "How long a declared worker may take to start before it counts as never started."),
        new("heartbeat_limit", SettingType.Duration, "5m", "How old a promised heartbeat may be before its worker is stalled."),
        new("idle_after", SettingType.Duration, "5m", "How long without output and CPU before a worker is idle."),
        new("grace", SettingType.Duration, "5s", "How long what is ended has from TERM to KILL."),
        new("malformed_after", SettingType.Duration, "1m", "How long a file may hold the same wrong bytes before it counts as malformed, not as half-written."),
        new("show_ended", SettingType.Duration, "1h", "How long completed and cleaned workers stay in the list."),
        new("archive_after", SettingType.Duration, "7d", "How long after its end a worker moves to history."),
        new("sources.*.enabled", SettingType.Switch, "true", "Whether this source is looked at."),
        new("sources.*.pending_grace", SettingType.Duration, "", "pending_grace for the workers of one source."),
        new("sources.*.heartbeat_limit", SettingType.Duration, "", "heartbeat_limit for the workers of one source."),
        new("sources.*.idle_after", SettingType.Duration, "", "idle_after for the workers of one source."),
        new("sources.*.roots", SettingType.List, "", "Folders in which an agent system keeps its state, beside those it is found in by itself; ~ is your home."),
        new("projects_below", SettingType.Text, "", "Folder below which agent systems are looked for around running processes; without it anywhere. ~ is your home."),
        new("sources.*.grace", SettingType.Duration, "", "grace for the workers of one source; a plan about several gives all of them the longest."),
        new("types.*.grace", SettingType.Duration, "", "grace for the workers of one type; it goes before their source's."),
        new("types.*.pending_grace", SettingType.Duration, "", "pending_grace for the workers of one type; it goes before their source's."),
        new("types.*.heartbeat_limit", SettingType.Duration, "", "heartbeat_limit for the workers of one type; it goes before their source's."),
        new("types.*.idle_after", SettingType.Duration, "", "idle_after for the workers of one type; it goes before their source's."),
        new("sources.tmux.sockets", SettingType.List, "", "More tmux sockets to look at, beside those found in the usual folder."),
        new("sources.tmux.below", SettingType.Text, "", "Folder below which tmux servers are looked for; without it in TMUX_TMPDIR and in /tmp. ~ is your home. Where a pane is declared by its socket is looked at all the same."),
        new("sources.tmux.ignore", SettingType.List, "", "Names of tmux sessions to leave out."),
        new("sources.*.wrapper", SettingType.List, "", "The command, as an argument list, that starts the daemon of an agent system with all it needs: [\"every-code-worker\", \"start\"]. Without it lifetop does not restart that.") { IsCommand = true },
        new("sources.*.cli", SettingType.List, "", "The command line of an agent system itself, as an argument list: [\"launchplane\"]. Asked only where the system alone can tell or do something; without it nothing is asked.") { IsCommand = true },
        new("sources.*.restart", SettingType.Choice, "", "Whether lifetop watch runs that command when the daemon is down; without it policy.*.restart decides.")
        {
            Words = ["no", "on-failure", "always"],
        },
        new("sources.pidfile.globs", SettingType.List, "", "Where pid files are, as paths with * and ?; ~ is your home."),
        new("sources.manifest.folder", SettingType.Text, "", "Folder of manifests; without it lifetop/workers in your state folder."),
        new("agents.add", SettingType.List, "", "More programs that are coding agents, by the basename of program or script."),
        new("agents.remove", SettingType.List, "", "Programs of the built-in list that are no agents for you."),
        new("rules", SettingType.Records, "", "Processes that are workers: all conditions given must hold, the first rule that fits decides. Its name is for messages.")
        {
            Words = ["name*", "program", "command", "kind", "type", "owner"],
        },
        new("prompts", SettingType.Records, "", "Texts in the last lines of a pane that ask for a person, of one program or of any.")
        {
            Words = ["name*", "text*", "program"],
        },
        new("interval", SettingType.Duration, "1s", "How often the screen looks when nothing wakes it."),
        new("color", SettingType.Choice, "auto", "When to colour: auto is on a terminal that can, unless NO_COLOR is set.") { Words = ["auto", "always", "never"] },
        new("ascii", SettingType.Switch, "false", "Draw with ASCII letters only."),
        new("read_only", SettingType.Switch, "false", "Refuse every action and write nothing."),
        new("columns", SettingType.List, "", "Columns of the list, by field name, and trend on the screen; without it they follow the width."),
        new("sort", SettingType.Text, "", "Field to sort by, with :desc turned round; without it what needs you comes first."),
        new("theme", SettingType.Text, "dark", "Colours of the screen: the name of one of the themes that lifetop themes lists."),
        new("view", SettingType.Choice, "all", "What the screen shows at first.") { Words = ["all", "attention", "agents", "daemons", "jobs", "gone", "processes"] },
        new("mouse", SettingType.Switch, "true", "Whether the screen takes the mouse; with Shift held it marks text as ever."),
        new("keys.*", SettingType.Text, "", "Keys of one action of the screen, by its name, with blanks between: \"x C-d F9\"."),
        new("bell", SettingType.List, "", "Changes at which the screen rings the terminal's bell: \"zombie\", \"running>failed\", \"attention\"."),
        new("hook", SettingType.List, "", "A command, as an argument list, that the screen runs when a worker comes to need you.") { IsCommand = true },
        new("hooks", SettingType.Records, "", "Commands that a watch, or without one the screen, runs at changes of their own, each an argument list.")
        {
            Words = ["name*", "on[]*", "run[]*", "filter"],
        },
        new("spawn.session", SettingType.Text, "lifetop", "Name of the tmux session that spawned workers live in: letters, digits, _ and -."),
        new("spawn.socket", SettingType.Text, "", "Socket of the tmux server for spawned workers, as an absolute path; without it the usual one."),
        new("tokens.budget", SettingType.Number, "", "Tokens that all spawned workers together may be allocated; without it there is no limit."),
        new("policy.*.reap", SettingType.Choice, "", "Whether lifetop watch reaps zombies of a source or type by itself; without it only spawned workers.") { Words = ["auto", "no"] },
        new("policy.*.restart", SettingType.Choice, "", "Whether lifetop watch starts workers of a source or type again that ended by themselves; a worker's own policy goes before, unless this says no.")
        {
            Words = ["no", "on-failure", "always"],
        },
        new("reap_after", SettingType.Duration, "2m", "How long a zombie is left to be looked at before lifetop watch reaps it."),
        new("sources.*.reap_after", SettingType.Duration, "", "reap_after for the workers of one source."),
        new("types.*.reap_after", SettingType.Duration, "", "reap_after for the workers of one type; it goes before their source's."),
        new("restart.backoff", SettingType.Duration, "1s", "How long lifetop watch waits before the first restart; twice as long before each further one."),
        new("restart.longest", SettingType.Duration, "5m", "No wait before a restart is longer."),
        new("restart.most", SettingType.Number, "5", "So many restarts in restart.window open the breaker: no more until a restart by hand or a good run."),
        new("restart.window", SettingType.Duration, "10m", "The time in which restarts are counted; a run as long was a good one."),
        new("retention.days", SettingType.Number, "90", "Days that history is kept."),
        new("retention.transitions", SettingType.Number, "200000", "Changes of state kept in all; the oldest go first, never the last one of a worker."),
    ];

    public static SettingKey? Find(string name) => Find(name, out _);

    /// <summary>The key a full name belongs to, and what its star stands for; an exact name goes before a star.</summary>
    public static SettingKey? Find(string name, out string part)
    {
        part = "";
        SettingKey? starred = null;
        foreach (var key in All)
        {
            if (key.Name == name)
                return key;
            if (starred is null && key.Covers(name, out string found))
            {
                starred = key;
                part = found;
            }
        }
        return starred;
    }

    /// <summary>A group of keys, which may be an object in the file: <c>sources</c>, <c>sources.tmux</c>.</summary>
    public static bool IsGroup(string name)
    {
        if (name is "sources" or "types" or "policy")
            return true;
        foreach (var key in All)
            if (key.Name.StartsWith(name, StringComparison.Ordinal) && key.Name.Length > name.Length && key.Name[name.Length] == '.')
                return true;
        int dot = name.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && name[..dot] is ("sources" or "types" or "policy") && name.IndexOf('.', dot + 1) < 0;
    }

    /// <summary>The key that was most likely meant, with the same source or type in it.</summary>
    public static string? NearestTo(string name)
    {
        int first = name.IndexOf('.', StringComparison.Ordinal), last = name.LastIndexOf('.');
        string? part = first >= 0 && last > first ? name[(first + 1)..last] : null;
        var names = new List<string>();
        foreach (var key in All)
        {
            if (!key.HasStar)
                names.Add(key.Name);
            else if (key.Name.EndsWith(".*", StringComparison.Ordinal) && first >= 0)
                names.Add(key.Name.Replace("*", name[(first + 1)..], StringComparison.Ordinal));
            else if (part is not null)
                names.Add(key.Name.Replace("*", part, StringComparison.Ordinal));
        }
        if (first < 0)
            names.AddRange(["sources", "types", "agents", "keys", "spawn", "tokens", "policy", "restart", "retention"]);
        return Nearest.To(name, names.ToArray());
    }
}
