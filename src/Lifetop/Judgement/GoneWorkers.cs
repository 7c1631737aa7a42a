using System.Collections.Immutable;
using Lifetop.Model;

namespace Lifetop.Judgement;

/// <summary>Makes the worker that is shown after its sightings vanished: what is remembered of it, and who of its tree still lives.</summary>
internal static class GoneWorkers
{
    public static int CountAlive(PastWorker past, Census census)
    {
        int count = 0;
        foreach (var member in past.Members)
            if (IsAliveAndFree(member, census))
                count++;
        return count;
    }

    public static Worker Of(PastWorker past, Census census)
    {
        var members = ImmutableArray.CreateBuilder<Member>();
        foreach (var member in past.Members)
            if (IsAliveAndFree(member, census))
                members.Add(new Member(member, MemberTie.Remembered));
        if (past.Last is { } last)
            return last.Worker with
            {
                Declaration = last.Worker.Declaration is { } declaration ? WhatOutlivesItsEntry(declaration) : null,
                RootAlive = false,
                UnreapedBy = null,
                UnreapedStatus = null,
                Pane = null,
                Scope = null,
                Ports = [],
                Members = members.DrainToImmutable(),
                OwnerGone = null,
                IsStray = false,
            };
        return Remembered(past.Remembered!) with { Members = members.DrainToImmutable() };
    }

    public static Worker Remembered(RememberedWorker remembered) => new()
    {
        Identity = remembered.Identity,
        Key = new WorkerKey(remembered.Key),
        Name = remembered.Name,
        Source = remembered.Source,
        Kind = remembered.Kind,
        AlsoKnownAs = remembered.AlsoKnownAs,
        Root = remembered.Root,
        OwnsPane = remembered.OwnsPane,
        Command = remembered.Command ?? "",
        Cwd = remembered.Cwd,
        StartedAt = remembered.StartedAt,
        Past = remembered,
    };

    /// <summary>The declaration is not there any more, and with it went its entries and tokens; files and worktree may have stayed.</summary>
    private static Declaration WhatOutlivesItsEntry(Declaration declaration)
        => declaration with
        {
            Leaves = declaration.Leaves.RemoveAll(static left => !Residues.IsOnDisk(left)),
            TokensAllocated = null,
        };

    private static bool IsAliveAndFree(ProcessIdentity member, Census census)
    {
        int index = census.Processes.IndexOf(member);
        if (index < 0 || census.Processes.Rows[index].IsZombie || census.Processes.Rows[index].IsTmuxServer)
            return false;
        foreach (var self in census.Self)
            if (self.Pid == member.Pid)
                return false;
        return !census.IsClaimed(member);
    }
}
