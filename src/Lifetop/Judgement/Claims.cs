using System;
using System.Collections.Immutable;
using System.Globalization;
using Lifetop.Model;

namespace Lifetop.Judgement;

/// <summary>What became of the process a declaration names.</summary>
/// <param name="Unread">Why it could not be decided: neither alive nor dead then.</param>
internal readonly record struct ClaimResult(int Row, bool Alive, ProcessIdentity? Identity, string? Refused, string? Unread = null);

/// <summary>Decides whether the process that has a recorded pid now is the recorded one. A doubt is a no: it is never signalled.</summary>
internal static class Claims
{
    /// <param name="known">Whom this record was found to name in an earlier look: it names the same one still, wherever the clock was set to since.</param>
    public static ClaimResult Resolve(ProcessClaim claim, DateTimeOffset writtenAt, ProcessIdentity? known, Census census, Policy policy)
    {
        var table = census.Processes;
        var recorded = claim.StartTicks is { } ticks ? new ProcessIdentity(claim.Pid, ticks, claim.Boot ?? table.Boot) : (ProcessIdentity?)null;
        if (claim.Boot is { } boot && boot != table.Boot)
            return new ClaimResult(-1, false, recorded, $"pid {Number(claim.Pid)} is from before the last boot");
        int row = table.IndexOf(claim.Pid);
        if (row < 0)
            return new ClaimResult(-1, false, recorded, null, !table.MayHide(claim.Pid) ? null : $"pid {Number(claim.Pid)} is not shown, and other users' processes are hidden");
        string? refused = Refuse(claim, writtenAt, census.Processes.IdentityAt(row) == known, census, policy, row);
        if (refused is not null)
            return new ClaimResult(-1, false, recorded, refused);
        if (claim.StartTicks is null && claim.RequiredCommand.Length + claim.Mention.Length + claim.Option.Length > 0 && table.DetailsAt(row) is null && !table.Rows[row].IsZombie)
            return new ClaimResult(-1, false, recorded, null, $"the command line of pid {Number(claim.Pid)} could not be read");
        if (claim.RequiredProgram.Length > 0 && !IsProgram(claim.RequiredProgram, census, row) && table.DetailsAt(row) is null && !table.Rows[row].IsZombie)
            return new ClaimResult(-1, false, recorded, null, $"what pid {Number(claim.Pid)} runs could not be read");
        if (claim is { StartTicks: null, OrFolder: not null } && table.DetailsAt(row) is { WorkingDirectory: null } hidden && !Mentions(hidden.Derived.Command, claim.Mention) && !table.Rows[row].IsZombie)
            return new ClaimResult(-1, false, recorded, null, $"the folder of pid {Number(claim.Pid)} could not be read");
        return new ClaimResult(row, !table.Rows[row].IsZombie, table.IdentityAt(row), null);
    }

    /// <summary>
    /// Of a system's record that suddenly names another pid, while the process it named before still runs: where that pid is nobody's or a
    /// stranger's, or nothing but the number speaks for it, one digit has changed and not the worker.
    /// </summary>
    /// <param name="before">Whom the record was found to name in an earlier look.</param>
    public static ClaimResult Outlived(in ClaimResult now, ProcessClaim claim, in ProcessIdentity before, Census census)
    {
        if (claim.Pid == before.Pid || now.Unread is not null || (now.Alive && IsProven(claim)))
            return now;
        int row = census.Processes.IndexOf(before);
        return row < 0 || census.Processes.Rows[row].IsZombie ? now : new ClaimResult(row, true, before, null);
    }

    private static bool IsProven(ProcessClaim claim)
        => claim.StartTicks is not null || claim.StartedAt is not null || claim.RequiredCommand.Length + claim.RequiredProgram.Length + claim.Mention.Length + claim.Option.Length > 0;

    private static string? Refuse(ProcessClaim claim, DateTimeOffset writtenAt, bool isKnown, Census census, Policy policy, int index)
    {
        ref readonly var row = ref census.Processes.Rows[index];
        if (claim.StartTicks is { } start)
            return start == row.StartTicks ? null : $"pid {Number(claim.Pid)} is reused: {row.Name.ToString()} now, another process";
        var started = census.StartedAt(row.StartTicks);
        var written = claim.RecordedAt ?? writtenAt;
        if (isKnown)
        {
            // No date of a file can say more than having seen it.
        }
        else if (claim.StartedAt is { } recorded)
        {
            if ((started - recorded).Duration() > policy.RecordSlack)
                return $"pid {Number(claim.Pid)} is reused: {row.Name.ToString()} now, started at another time";
        }
        else if (claim.IsOfAnyAge)
        {
            // What else is known of it decides.
        }
        else if (written < census.BootTime - policy.RecordSlack)
        {
            return $"pid {Number(claim.Pid)} was recorded before the last boot";
        }
        else if (started - policy.RecordSlack > written)
        {
            return $"pid {Number(claim.Pid)} is reused: {row.Name.ToString()} now, started after the record was written";
        }
        // A zombie's command line is empty, whoever it was.
        if (claim.RequiredCommand.Length > 0 && !row.IsZombie && census.Processes.DetailsAt(index) is { } details
            && !details.Derived.Command.Contains(claim.RequiredCommand, StringComparison.Ordinal))
            return $"pid {Number(claim.Pid)} runs {row.Name.ToString()}, not {(claim.CalledBy.Length > 0 ? claim.CalledBy : claim.RequiredCommand)}";
        if (claim.RequiredProgram.Length > 0 && !row.IsZombie && census.Processes.DetailsAt(index) is not null && !IsProgram(claim.RequiredProgram, census, index))
            return $"pid {Number(claim.Pid)} runs {row.Name.ToString()}, not {claim.RequiredProgram}";
        if (claim.Mention.Length > 0 && !row.IsZombie && census.Processes.DetailsAt(index) is { } known && !Mentions(known.Derived.Command, claim.Mention)
            && (claim.OrFolder is null || (known.WorkingDirectory is { } folder && folder != claim.OrFolder)))
            return $"pid {Number(claim.Pid)} runs {row.Name.ToString()}, which is not {claim.Mention}";
        if (claim.Option.Length > 0 && !row.IsZombie && census.Processes.DetailsAt(index) is { } run && !HasOption(run.Arguments, claim.Option, claim.OptionValue))
            return $"pid {Number(claim.Pid)} runs {row.Name.ToString()}, but not with {claim.Option} {claim.OptionValue}";
        return null;
    }

    private static bool HasOption(ImmutableArray<string> arguments, string option, string value)
    {
        for (int i = 1; i < arguments.Length; i++)
            if (arguments[i] == value && arguments[i - 1] == option)
                return true;
        return false;
    }

    /// <summary>By the kernel's name for it, or by what it was invoked as where an interpreter runs it.</summary>
    private static bool IsProgram(string program, Census census, int index)
        => census.Processes.DetailsAt(index)?.Program.Is(program) == true || census.Processes.Rows[index].Name.ToString() == program;

    /// <summary>As a name of its own: worker-1 is not worker-12 or worker-1-restart-1.</summary>
    private static bool Mentions(string command, string name)
    {
        for (int at = 0; (at = command.IndexOf(name, at, StringComparison.Ordinal)) >= 0; at++)
            if ((at == 0 || !IsOfName(command[at - 1])) && (at + name.Length == command.Length || !IsOfName(command[at + name.Length])))
                return true;
        return false;
    }

    private static bool IsOfName(char letter) => char.IsLetterOrDigit(letter) || letter is '-' or '_';

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
