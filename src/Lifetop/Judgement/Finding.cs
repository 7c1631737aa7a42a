using System;
using Lifetop.Model;

namespace Lifetop.Judgement;

/// <summary>Why a process nobody declared is a worker all the same, by the default rules and the user's own.</summary>
internal sealed record Found(WorkerKind Kind, string Program, string? Type = null, string? OwnerProgram = null)
{
    // By hand: to compare an enum, a record asks the framework, and that is compiled on the spot.
    public bool Equals(Found? other)
        => other is not null && Kind == other.Kind && Program == other.Program && Type == other.Type && OwnerProgram == other.OwnerProgram;

    public override int GetHashCode() => Program.GetHashCode(StringComparison.Ordinal);
}

/// <summary>A process that the rules found, and whether it is a stray besides.</summary>
internal sealed record FoundProcess(int Row, Found Found, bool Stray);

/// <summary>The rules by which processes are found: known agents, dev servers, the config's rules; and what makes a stray.</summary>
internal static class Finding
{
    public static Found? Of(ProcessDetails details, Policy policy)
    {
        var derived = details.Derived;
        if (!ReferenceEquals(derived.FoundBy, policy))
        {
            derived.Finding = Seek(details, policy);
            derived.FoundBy = policy;
        }
        return (Found?)derived.Finding;
    }

    private static Found? Seek(ProcessDetails details, Policy policy)
    {
        foreach (var rule in policy.Rules)
            if (Fits(rule, details))
                return new Found(rule.Kind, details.Program.Best, rule.Type, rule.OwnerProgram);
        foreach (string agent in policy.AgentPrograms)
            if (details.Program.Is(agent))
                return new Found(WorkerKind.Agent, agent);
        if (!details.Ports.IsEmpty && details.Checkout is not null && !details.InSystemService)
            return new Found(WorkerKind.Server, details.Program.Best);
        return null;
    }

    private static bool Fits(WorkerRule rule, ProcessDetails details)
    {
        if (rule.Program is null && rule.Command is null)
            return false;
        if (rule.Program is { } program && !details.Program.Is(program))
            return false;
        return rule.Command is not { } command
            || details.Derived.Command.Contains(command, StringComparison.Ordinal);
    }

    /// <summary>
    /// Re-parented, no tty of a living session, in no service, in a checkout. Whether it is old enough is the caller's to ask,
    /// because that changes with time alone.
    /// </summary>
    public static bool LooksStray(ProcessTable table, int index, ProcessDetails details)
    {
        ref readonly var row = ref table.Rows[index];
        if (details.Checkout is null || details.InService || row.IsZombie || row.IsTmuxServer)
            return false;
        if (row.Parent != 1 && !IsReaper(table, row.Parent))
            return false;
        if (row.Terminal == 0)
            return true;
        int leader = table.IndexOf(row.Session);
        return leader < 0 ? !table.MayHide(row.Session) : table.Rows[leader].IsZombie;
    }

    /// <summary>The kernel does not tell who is a subreaper, so the well-known ones go by name.</summary>
    private static bool IsReaper(ProcessTable table, int pid)
    {
        int index = table.IndexOf(pid);
        if (index < 0)
            return false;
        var name = table.Rows[index].Name.Bytes;
        return name.SequenceEqual("systemd"u8) || name.SequenceEqual("init"u8) || name.SequenceEqual("docker-init"u8) || name.SequenceEqual("tini"u8)
            || name.SequenceEqual("dumb-init"u8) || name.SequenceEqual("catatonit"u8) || name.SequenceEqual("s6-svscan"u8) || name.SequenceEqual("launchd"u8);
    }

    /// <summary>Below these nobody belongs to what is above: everybody descends from pid 1, and a tmux server serves whoever comes.</summary>
    public static bool EndsDescent(in ProcessRow row) => row.Pid == 1 || row.IsTmuxServer;
}
