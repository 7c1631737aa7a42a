using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Model;
using Lifetop.Observation.Proc;
using Lifetop.Platform;
using Lifetop.Screens;
using Lifetop.Screens.Detail;

namespace Lifetop.App;

/// <summary>Reads the processes of one tree by itself, apart from the scan, which belongs to the observing thread.</summary>
public sealed class TreeHandler(TimeProvider time) : IEffectHandler
{
    private const int SeenOfACommand = 300;
    private readonly Dictionary<int, Sample> _samples = [];
    private ProcFolder? _proc;
    private DetailsReader? _details;
    private ListeningPorts? _ports;
    private BootClock? _boot;

    public string Name => "tree";

    public bool Handles(Effect effect) => effect is ReadTree;

    public bool Supersedes(Effect newer, Effect older) => true;

    public void Run(Effect effect, Inbox inbox)
    {
        var (worker, most) = (ReadTree)effect;
        inbox.Post(new TreeRead(worker, Read(worker.Members, most)));
    }

    public void Dispose()
    {
        _proc?.Dispose();
        _details?.Dispose();
        _ports?.Dispose();
    }

    private ImmutableArray<TreeProcess> Read(ImmutableArray<Member> members, int most)
    {
        _proc ??= new ProcFolder();
        _details ??= new DetailsReader();
        _ports ??= new ListeningPorts();
        var now = time.GetUtcNow();
        _boot ??= new BootClock(now);
        _boot.Look(now);
        var table = new ProcessTable { Boot = _boot.Boot };
        var ties = new Dictionary<int, Member>();
        for (int i = 0; i < members.Length && table.Count < most; i++)
            if (Add(table, members[i]))
                ties[members[i].Process.Pid] = members[i];
        int[] all = new int[table.Count];
        for (int i = 0; i < all.Length; i++)
            all[i] = i;
        _ports.Refresh(table, new ReadOnlySpan<int>(all));
        var found = ImmutableArray.CreateBuilder<TreeProcess>(table.Count);
        Collect(table, ties, found);
        Forget(ties);
        return found.DrainToImmutable();
    }

    /// <summary>Only this very process: its pid may be another's by now.</summary>
    private bool Add(ProcessTable table, Member member)
    {
        var row = new ProcessRow { Pid = member.Process.Pid };
        if (member.Process.Boot != table.Boot || _proc!.ReadStat(row.Pid, ref row) != StatReading.Done || row.StartTicks != member.Process.StartTicks)
            return false;
        row.CpuNanoseconds = Libc.CpuClock(row.Pid);
        int index = table.Add(row.Pid);
        table.Writable[index] = row;
        return true;
    }

    /// <summary>Each followed by its children. Without recursion: a tree may be deeper than a thread's stack.</summary>
    private void Collect(ProcessTable table, Dictionary<int, Member> ties, ImmutableArray<TreeProcess>.Builder found)
    {
        int[] depths = new int[table.Count];
        // A stack; not the framework's, which is compiled on the spot.
        int[] open = new int[table.Count];
        int count = 0;
        for (int i = table.Count - 1; i >= 0; i--)
            if (table.IndexOf(table.Rows[i].Parent) < 0)
                open[count++] = i;
        while (count > 0)
        {
            int index = open[--count];
            found.Add(Of(table, index, depths[index], ties[table.Rows[index].Pid].Tie));
            for (int i = table.Count - 1; i >= 0; i--)
                if (table.Rows[i].Parent == table.Rows[index].Pid)
                {
                    depths[i] = depths[index] + 1;
                    open[count++] = i;
                }
        }
    }

    private TreeProcess Of(ProcessTable table, int index, int depth, MemberTie tie)
    {
        ref readonly var row = ref table.Rows[index];
        var started = _boot!.BootTime + TimeSpan.FromSeconds((double)row.StartTicks / Census.TicksPerSecond);
        double? use = Use(table.IdentityAt(index), row.CpuNanoseconds);
        return new TreeProcess(row.Pid, depth, tie, Command(row), started, use, row.ResidentPages * Environment.SystemPageSize, _ports!.PortsOf(row.Pid));
    }

    private string Command(in ProcessRow row)
    {
        if (_details!.Read(row, [], DetailParts.Arguments) is not { Arguments: [var program, .. var rest] })
            return row.Name.ToString();
        string command = ProgramNames.BaseName(program);
        foreach (string argument in rest)
        {
            if (command.Length > SeenOfACommand)
                break;
            command = $"{command} {argument}";
        }
        return command;
    }

    /// <summary>Percent of one core since this process was read before; null the first time.</summary>
    private double? Use(ProcessIdentity process, long cpu)
    {
        long at = time.GetTimestamp();
        _samples.TryGetValue(process.Pid, out var before);
        _samples[process.Pid] = new Sample(process.StartTicks, cpu, at);
        if (before is null || before.StartTicks != process.StartTicks || cpu < 0 || before.Cpu < 0)
            return null;
        double wall = time.GetElapsedTime(before.At, at).TotalNanoseconds;
        return wall <= 0 ? null : Math.Round(Math.Max(0, 100 * (cpu - before.Cpu) / wall));
    }

    private void Forget(Dictionary<int, Member> ties)
    {
        List<int>? gone = null;
        foreach (int pid in _samples.Keys)
            if (!ties.ContainsKey(pid))
                (gone ??= []).Add(pid);
        foreach (int pid in gone ?? [])
            _samples.Remove(pid);
    }

    private sealed record Sample(long StartTicks, long Cpu, long At);
}
