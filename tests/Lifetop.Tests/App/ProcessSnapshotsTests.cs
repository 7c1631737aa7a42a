using System;
using System.Linq;
using Lifetop.App;
using Lifetop.Judgement;
using Lifetop.Model;
using Lifetop.Observation.Proc;
using Lifetop.Screens.Processes;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.App;

public sealed class ProcessSnapshotsTests
{
    [Fact]
    public void Copies_the_table_while_it_is_wanted_and_no_longer()
    {
        var world = Make.World().Process(50, 1, "/usr/bin/claude --resume", pts: 3, cpu: 12, ports: [3000]).Process(51, 50, "sleep 5", state: 'T');
        world.Look();
        var board = new ProcessBoard();
        var snapshots = new ProcessSnapshots(board, Policy.Default, "/home/me");
        snapshots.Fill(world.Census);
        Assert.False(board.Take());
        board.Want();
        snapshots.Fill(world.Census);
        Assert.True(board.Take());
        var all = board.Reading;
        Assert.Equal(3, all.Count);
        int agent = all.IndexOf(50);
        Assert.Equal((1, 12f, Make.UserId, "claude"), (all.Parents[agent], all.Cpu[agent], all.Users[agent], all.NameAt(agent)));
        Assert.True(all.Has(agent, ProcessMarks.Member));
        Assert.True(all.Has(all.IndexOf(51), ProcessMarks.Stopped));
        Assert.True(board.IsAgent!(all.Details[agent]!.Program));
        Assert.False(board.Take());
        for (int i = 0; i < 10; i++)
            snapshots.Fill(world.Census);
        Assert.True(board.Take());
        snapshots.Fill(world.Census);
        Assert.False(board.Take());
    }

    [Fact]
    public void Counters_are_of_every_look_and_members_of_every_declaration()
    {
        var world = Make.World().Process(50, 1, "/usr/bin/worker", cpu: 12).Process(51, 1, "sleep 5");
        world.Look();
        var board = new ProcessBoard();
        var snapshots = new ProcessSnapshots(board, Policy.Default, null);
        for (int cpu = 0; cpu < 8; cpu++)
        {
            world.Census.Processes.Writable[world.Census.Processes.IndexOf(50)].CpuPercent = cpu;
            Assert.Equal(cpu, Filled().Cpu[Filled().IndexOf(50)]);
        }
        Assert.False(Filled().Has(Filled().IndexOf(50), ProcessMarks.Member));
        world.Declare(Make.Declared("mine", process: new ProcessClaim(50)));
        world.Look();
        Assert.True(Filled().Has(Filled().IndexOf(50), ProcessMarks.Member));
        world.End(51);
        Assert.Equal(2, Filled().Count);
        Assert.Equal(-1, Filled().IndexOf(51));

        ProcessSnapshot Filled()
        {
            board.Want();
            snapshots.Fill(world.Census);
            board.Take();
            return board.Reading;
        }
    }

    [Fact]
    public void How_busy_they_are_is_blank_until_they_were_watched_for_a_while_once()
    {
        var world = Make.World().Process(50, 1, "/usr/bin/worker", cpu: 12);
        world.CpuWatched = TimeSpan.FromMilliseconds(20);
        world.Look();
        var board = new ProcessBoard();
        var snapshots = new ProcessSnapshots(board, Policy.Default, null);
        Assert.Equal(-1, Cpu());
        world.CpuWatched = TimeSpan.FromMilliseconds(300);
        world.Look();
        Assert.Equal(12, Cpu());
        world.CpuWatched = TimeSpan.FromMilliseconds(20);
        world.Look();
        Assert.Equal(12, Cpu());

        float Cpu()
        {
            board.Want();
            snapshots.Fill(world.Census);
            board.Take();
            return board.Reading.Cpu[board.Reading.IndexOf(50)];
        }
    }

    [Fact]
    public void Names_root_and_leaves_strangers_their_number()
    {
        var board = new ProcessBoard();
        board.Want();
        new ProcessSnapshots(board, Policy.Default, null).Fill(Make.World().Census);
        Assert.Equal("root", board.UserName!(0));
        Assert.Null(board.UserName(3_999_999_999));
    }

    [Fact]
    public void Copying_real_processes_again_allocates_nothing()
    {
        using var scan = new ProcScan(BootClock.ReadBoot());
        scan.Look();
        var census = new Census { Processes = scan.Table, Time = DateTimeOffset.UtcNow, BootTime = DateTimeOffset.UtcNow.AddDays(-1) };
        var board = new ProcessBoard();
        var snapshots = new ProcessSnapshots(board, Policy.Default, null);
        Eventually.True(() =>
        {
            board.Want();
            long before = GC.GetAllocatedBytesForCurrentThread();
            snapshots.Fill(census);
            board.Take();
            return GC.GetAllocatedBytesForCurrentThread() == before;
        }, "a copy that allocates nothing");
        Assert.True(board.Reading.IndexOf(Environment.ProcessId) >= 0);
    }

    [Fact]
    public void A_reader_never_sees_half_a_snapshot()
    {
        var board = new ProcessBoard();
        var ended = false;
        var filler = new System.Threading.Thread(() =>
        {
            for (int round = 1; round <= 20_000; round++)
            {
                var into = board.Filling;
                into.Resize(1 + round % 50);
                for (int i = 0; i < into.Count; i++)
                    into.Pids[i] = round;
                into.Version = round;
                board.Publish();
            }
            System.Threading.Volatile.Write(ref ended, true);
        });
        filler.Start();
        long last = 0;
        while (!System.Threading.Volatile.Read(ref ended) || board.Take())
        {
            board.Take();
            var all = board.Reading;
            Assert.True(all.Version >= last);
            last = all.Version;
            Assert.Equal(last == 0 ? 0 : 1 + (int)(last % 50), all.Count);
            for (int i = 0; i < all.Count; i++)
                Assert.Equal((int)last, all.Pids[i]);
        }
        filler.Join();
        Assert.Equal(20_000, last);
    }

    [Fact]
    public void Reads_what_a_process_runs_by_its_identity()
    {
        using var process = RealProcess.Start("sleep", "1000");
        using var handler = new ProcessTextHandler();
        using var inbox = new Inbox();
        var identity = new ProcessIdentity(process.Pid, process.StartTicks, BootClock.ReadBoot());
        handler.Run(new ReadProcesses([identity, identity with { StartTicks = identity.StartTicks + 1 }]), inbox);
        var read = Assert.IsType<ProcessesRead>(inbox.Take());
        Assert.Equal(["sleep", "1000"], read.Processes[0].Details!.Arguments.ToArray());
        Assert.Null(read.Processes[1].Details);
    }
}
