using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Judgement;
using Lifetop.Model;
using Lifetop.Model.Query;

namespace Lifetop.Settings;

/// <summary>Puts the settings together: default, then config, then environment, then flags; the last one that speaks wins.</summary>
public static class SettingsReader
{
    /// <param name="config">The bytes of config.json; empty when there is none.</param>
    /// <param name="environment">Looks up a variable; null or empty is not set.</param>
    /// <param name="flags">Key and value of each command-line option that sets one.</param>
    public static SettingsResult Read(ReadOnlySpan<byte> config, Func<string, string?>? environment = null, params ReadOnlySpan<(string Key, string Value)> flags)
    {
        var problems = new List<Problem>();
        var given = new List<Assignment>();
        if (!config.IsEmpty)
            ConfigReader.Read(config, given, problems);
        if (environment is not null)
        {
            foreach (var key in SettingKeys.All)
                if (key.HasVariable && environment(key.Variable) is { Length: > 0 } text)
                    Add(given, problems, key, key.Name, text, key.Variable);
        }
        foreach (var (name, value) in flags)
            if (SettingKeys.Find(name) is { } key)
                Add(given, problems, key, name, value, "flag");
        var settings = UserSettings.Default;
        foreach (var one in given)
            settings = Apply(settings, one, problems);
        return new SettingsResult(settings with { Values = Values(given) }, [.. problems]);
    }

    private static void Add(List<Assignment> given, List<Problem> problems, SettingKey key, string name, string text, string origin)
    {
        if (Assignment.OfText(key, name, "", text, origin, out string? wrong) is { } assignment)
            given.Add(assignment);
        else
            problems.Add(new Problem(0, $"{origin}: {wrong}"));
    }

    private static UserSettings Apply(UserSettings settings, Assignment one, List<Problem> problems)
    {
        var policy = settings.Policy;
        switch (one.Key.Name)
        {
            case "pending_grace": return settings with { Policy = policy with { PendingGrace = one.Duration } };
            case "heartbeat_limit": return settings with { Policy = policy with { HeartbeatLimit = one.Duration } };
            case "idle_after": return settings with { Policy = policy with { IdleAfter = one.Duration } };
            case "grace": return settings with { Grace = one.Duration };
            case "sources.*.grace" or "types.*.grace": return settings with { GraceOf = With(settings.GraceOf, one) };
            case "malformed_after": return settings with { MalformedAfter = one.Duration };
            case "show_ended": return settings with { Policy = policy with { ShowEnded = one.Duration } };
            case "archive_after": return settings with { Policy = policy with { ArchiveAfter = one.Duration } };
            case "sources.*.pending_grace" or "types.*.pending_grace":
                return settings with { Policy = policy with { PendingGraceOf = With(policy.PendingGraceOf, one) } };
            case "sources.*.heartbeat_limit" or "types.*.heartbeat_limit":
                return settings with { Policy = policy with { HeartbeatLimitOf = With(policy.HeartbeatLimitOf, one) } };
            case "sources.*.idle_after" or "types.*.idle_after":
                return settings with { Policy = policy with { IdleAfterOf = With(policy.IdleAfterOf, one) } };
            case "sources.*.enabled":
                var others = settings.DisabledSources.Remove(one.Part);
                return settings with { DisabledSources = one.Switch ? others : others.Add(one.Part) };
            case "sources.*.roots": return settings with { Roots = WithRoots(settings.Roots, one.Part, one.List) };
            case "projects_below": return settings with { ProjectsBelow = one.Text.Length > 0 ? one.Text : null };
            case "sources.tmux.below": return settings with { TmuxBelow = one.Text.Length > 0 ? one.Text : null };
            case "sources.tmux.sockets": return settings with { TmuxSockets = [.. one.List] };
            case "sources.tmux.ignore": return settings with { Policy = policy with { IgnoredSessions = [.. one.List] } };
            case "sources.*.wrapper" or "sources.*.restart": return OfDaemon(settings, one, problems);
            case "sources.*.cli": return OfCli(settings, one, problems);
            case "sources.pidfile.globs": return settings with { PidFileGlobs = [.. one.List] };
            case "sources.manifest.folder": return settings with { ManifestFolder = one.Text.Length > 0 ? one.Text : null };
            case "agents.add": return settings with { Policy = policy with { AgentPrograms = With(policy.AgentPrograms, one.List) } };
            case "agents.remove": return settings with { Policy = policy with { AgentPrograms = policy.AgentPrograms.RemoveRange(one.List) } };
            case "rules": return settings with { Policy = policy with { Rules = Rules(one, problems) } };
            case "prompts": return settings with { Prompts = Prompts(one) };
            case "interval":
                if (one.Duration >= TimeSpan.FromMilliseconds(100))
                    return settings with { Interval = one.Duration };
                problems.Add(new Problem(one.Line, "interval: 100ms is the shortest"));
                return settings with { Interval = TimeSpan.FromMilliseconds(100) };
            case "color": return settings with { Color = one.Text };
            case "ascii": return settings with { Ascii = one.Switch };
            case "read_only": return settings with { ReadOnly = one.Switch };
            case "columns": return settings with { Columns = Columns(one, problems) };
            case "sort":
                if (WorkerOrder.Parse(one.Text, out string? wrong) is not null)
                    return settings with { Sort = one.Text };
                problems.Add(new Problem(one.Line, $"sort: {wrong}"));
                return settings;
            case "theme": return settings with { Theme = one.Text };
            case "view": return settings with { View = one.Text };
            case "mouse": return settings with { Mouse = one.Switch };
            case "keys.*": return settings with { Keys = WithKey(settings.Keys, one.Part, one.Text) };
            case "bell": return settings with { Bell = HookReader.Changes("bell", one.List, one.Line, problems) };
            case "hook": return settings with { Hook = [.. one.List] };
            case "hooks": return settings with { Hooks = HookReader.Hooks(one, problems) };
            case "spawn.session":
                if (IsSessionName(one.Text))
                    return settings with { SpawnSession = one.Text };
                problems.Add(new Problem(one.Line, "spawn.session: letters, digits, _ and -"));
                return settings;
            case "spawn.socket":
                if (one.Text is "" or ['/', ..])
                    return settings with { SpawnSocket = one.Text.Length > 0 ? one.Text : null };
                problems.Add(new Problem(one.Line, "spawn.socket: an absolute path"));
                return settings;
            case "tokens.budget": return settings with { TokenBudget = one.Number };
            case "policy.*.reap": return settings with { ReapPolicies = settings.ReapPolicies.With(one.Part, one.Text) };
            case "policy.*.restart": return settings with { RestartPolicies = settings.RestartPolicies.With(one.Part, one.Text) };
            case "reap_after": return settings with { ReapAfter = one.Duration };
            case "sources.*.reap_after" or "types.*.reap_after": return settings with { ReapAfterOf = With(settings.ReapAfterOf, one) };
            case "restart.backoff": return settings with { Restarts = settings.Restarts with { First = one.Duration } };
            case "restart.longest": return settings with { Restarts = settings.Restarts with { Longest = one.Duration } };
            case "restart.most": return settings with { Restarts = settings.Restarts with { Most = Math.Max(1, one.Number) } };
            case "restart.window": return settings with { Restarts = settings.Restarts with { Window = one.Duration } };
            case "retention.days": return settings with { RetentionDays = one.Number };
            case "retention.transitions": return settings with { RetentionTransitions = one.Number };
            default: throw new InvalidOperationException(one.Key.Name);
        }
    }

    private static NamedTimes With(NamedTimes times, Assignment one)
        => one.Key.Name.StartsWith("types.", StringComparison.Ordinal) ? times.WithType(one.Part, one.Duration) : times.WithSource(one.Part, one.Duration);

    /// <summary>tmux finds a session again by such a name only as it is: others it changes, or takes for patterns.</summary>
    private static bool IsSessionName(string name)
    {
        foreach (char letter in name)
            if (!char.IsAsciiLetterOrDigit(letter) && letter is not ('_' or '-'))
                return false;
        return name is not ("" or ['-', ..]);
    }

    private static ImmutableArray<string> With(ImmutableArray<string> known, List<string> more)
    {
        foreach (string program in more)
            if (!known.Contains(program))
                known = known.Add(program);
        return known;
    }

    private static UserSettings OfDaemon(UserSettings settings, Assignment one, List<Problem> problems)
    {
        if (one.Part is not ("multiclaude" or "agent-relay" or "commit-relay" or "every-code"))
        {
            problems.Add(new Problem(one.Line, $"{one.Name}: only multiclaude, agent-relay, commit-relay and every-code have a daemon to start"));
            return settings;
        }
        return one.Key.Type == SettingType.Choice
            ? settings with { DaemonRestarts = settings.DaemonRestarts.With(one.Part, one.Text) }
            : settings with { Wrappers = settings.Wrappers.RemoveAll(known => known.Source == one.Part).Add(new SourceCommand(one.Part, [.. one.List])) };
    }

    private static UserSettings OfCli(UserSettings settings, Assignment one, List<Problem> problems)
    {
        if (one.Part == "every-code")
            return settings with { Clis = settings.Clis.RemoveAll(known => known.Source == one.Part).Add(new SourceCommand(one.Part, [.. one.List])) };
        problems.Add(new Problem(one.Line, $"{one.Name}: only every-code is asked anything by its own command line"));
        return settings;
    }

    private static ImmutableArray<SourceRoots> WithRoots(ImmutableArray<SourceRoots> roots, string source, List<string> folders)
        => roots.RemoveAll(one => one.Source == source).Add(new SourceRoots(source, [.. folders]));

    /// <summary>Given twice, the last one holds, in the place of the first.</summary>
    private static KeyValuePair<string, string>[] WithKey(IReadOnlyList<KeyValuePair<string, string>> keys, string action, string bound)
    {
        var given = new KeyValuePair<string, string>(action, bound);
        var all = new List<KeyValuePair<string, string>>(keys);
        int present = all.FindIndex(one => one.Key == action);
        if (present >= 0)
            all[present] = given;
        else
            all.Add(given);
        return all.ToArray();
    }

    private static ImmutableArray<WorkerRule> Rules(Assignment one, List<Problem> problems)
    {
        var rules = ImmutableArray.CreateBuilder<WorkerRule>(one.Records.Count);
        foreach (var record in one.Records)
        {
            string? word = record["kind"];
            var kind = word is null ? WorkerKind.Job : WorkerKinds.Parse(word);
            if (kind is null)
                problems.Add(new Problem(record.Line, $"rule {record.Name}: no kind {word}, there is agent, daemon, server, job, shell"));
            if (record.Has("program") || record.Has("command"))
                rules.Add(new WorkerRule(record["program"], record["command"], kind ?? WorkerKind.Job, record["type"]) { OwnerProgram = record["owner"] });
            else
                problems.Add(new Problem(record.Line, $"rule {record.Name} has neither program nor command and would fit everything: left out"));
        }
        return rules.ToImmutable();
    }

    private static ImmutableArray<PromptRule> Prompts(Assignment one)
    {
        var prompts = ImmutableArray.CreateBuilder<PromptRule>(one.Records.Count);
        foreach (var record in one.Records)
            prompts.Add(new PromptRule(record.Name, record["program"], record["text"] ?? ""));
        return prompts.ToImmutable();
    }

    private static ImmutableArray<string> Columns(Assignment one, List<Problem> problems)
    {
        var columns = ImmutableArray.CreateBuilder<string>(one.List.Count);
        foreach (string name in one.List)
        {
            if (WorkerFields.Find(name) is { } field)
                columns.Add(field.Name);
            else if (name == WorkerFields.Trend)
                columns.Add(name);
            else
                problems.Add(new Problem(one.Line, WorkerFields.Nearest(name) is { } near ? $"columns: no field {name}, did you mean {near.Name}?" : $"columns: no field {name}"));
        }
        return columns.ToImmutable();
    }

    private static ImmutableArray<SettingValue> Values(List<Assignment> given)
    {
        var values = ImmutableArray.CreateBuilder<SettingValue>();
        foreach (var key in SettingKeys.All)
        {
            var shown = new List<string>();
            // The last one for each name won; a key with a star may have several names.
            for (int i = given.Count - 1; i >= 0; i--)
            {
                if (given[i].Key != key || shown.Contains(given[i].Name))
                    continue;
                shown.Add(given[i].Name);
                values.Add(new SettingValue(given[i].Name, given[i].Text, given[i].Origin));
            }
            if (shown.Count == 0 && !key.HasStar)
                values.Add(new SettingValue(key.Name, key.Default, "default"));
        }
        return values.ToImmutable();
    }
}
