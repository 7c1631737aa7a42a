using System.Collections.Immutable;
using System.Globalization;
using Lifetop.Actions.Ending;
using Lifetop.Model;

namespace Lifetop.Actions.Planning;

/// <summary>The processes of a worker as a plan tells them: who each is, since when it runs, and why it belongs.</summary>
public static class PlannedTree
{
    /// <param name="spared">Members that nothing ever signals.</param>
    public static ImmutableArray<PlannedProcess> Of(Worker worker, Census census, out ImmutableArray<LeftAlone> spared)
    {
        var never = ImmutableArray.CreateBuilder<LeftAlone>();
        var tree = ImmutableArray.CreateBuilder<PlannedProcess>(worker.Members.Length);
        foreach (var member in worker.Members)
        {
            int index = census.Processes.IndexOf(member.Process);
            if (index < 0)
                continue;
            var details = census.Processes.DetailsAt(index);
            ref readonly var row = ref census.Processes.Rows[index];
            if (NeverSignalled.Reason(row, census) is { } why)
            {
                never.Add(new LeftAlone($"{row.Name.ToString()} {row.Pid.ToString(CultureInfo.InvariantCulture)}", why));
                continue;
            }
            string command = details is { Arguments.IsEmpty: false } ? details.Derived.Command : row.Name.ToString();
            tree.Add(new PlannedProcess(member.Process, command, census.StartedAt(member.Process.StartTicks), Tie(worker, member, details)));
        }
        spared = never.DrainToImmutable();
        return tree.DrainToImmutable();
    }

    public static int Stopped(Worker worker, Census census)
    {
        int count = 0;
        foreach (var member in worker.Members)
            if (census.Processes.IndexOf(member.Process) is >= 0 and var index && census.Processes.Rows[index].IsStopped)
                count++;
        return count;
    }

    /// <summary>What somebody recognises it by: its port, its pane, else what makes it a member.</summary>
    private static string Tie(Worker worker, Member member, ProcessDetails? details)
    {
        if (details is { Ports.IsEmpty: false })
            return "listens on :" + details.Ports[0].ToString(CultureInfo.InvariantCulture);
        bool inPane = member.Tie is MemberTie.Root or MemberTie.Terminal && worker is { OwnsPane: true, Pane.Facts.Dead: false };
        return inPane ? $"in {worker.Pane!.Facts.PaneId}" : member.Tie.Words();
    }
}
