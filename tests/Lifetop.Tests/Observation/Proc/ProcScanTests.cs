using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using Lifetop.Model;
using Lifetop.Observation.Proc;
using Lifetop.Platform;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Observation.Proc;

public sealed class ProcScanTests : IDisposable
{
    private readonly ProcScan _scan = new(new BootClock(TimeProvider.System.GetUtcNow()).Boot);

    private ProcessTable Table => _scan.Table;

    private ProcessRow Row(int pid) => Table.Rows[Table.IndexOf(pid)];

    public void Dispose() => _scan.Dispose();

    [Fact]
    public void Sees_itself_with_parent_user_and_start()
    {
        _scan.Look();
        var row = Row(Environment.ProcessId);
        Assert.True(_scan.IsWhole);
        Assert.Equal(Lifetop.Platform.Libc.EffectiveUser(), row.UserId);
        Assert.True(Table.IndexOf(row.Parent) >= 0);
        Assert.True(row.Threads > 1);
        Assert.True(row.ResidentPages > 100);
        Assert.Equal(_scan.Identify(Environment.ProcessId), Table.IdentityAt(Table.IndexOf(Environment.ProcessId)));
    }

    [Fact]
    public void Lists_exactly_who_the_folder_lists()
    {
        using var child = Child.Quiet();
        _scan.Look();
        Child.Eventually(() =>
        {
            int[] listed = [.. Directory.GetDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _)).Select(name => int.Parse(name!, null)).Order()];
            _scan.Look();
            int[] seen = [.. Pids(static _ => true)];
            return seen.SequenceEqual(listed);
        }, "table and folder never agreed");
    }

    [Fact]
    public void Meets_a_newborn_without_listing_and_notices_its_end()
    {
        _scan.Look();
        long version = Table.Version;
        int pid;
        using (var child = Child.Quiet())
        {
            pid = child.Pid;
            _scan.Look();
            Assert.True(Table.IndexOf(pid) >= 0);
            Assert.Equal(Environment.ProcessId, Row(pid).Parent);
            Assert.True(Table.Version > version);
            version = Table.Version;
        }
        _scan.Look();
        Assert.Equal(-1, Table.IndexOf(pid));
        Assert.True(Table.Version > version);
    }

    [Fact]
    public void Takes_no_thread_for_a_process()
    {
        _scan.Look();
        using var threads = Child.Python("""
            import sys, threading
            hold = threading.Event()
            for _ in range(20):
                threading.Thread(target=hold.wait, daemon=True).start()
            print(max(t.native_id for t in threading.enumerate()), flush=True)
            sys.stdin.readline()
            """);
        for (int look = 0; look < 20; look++)
        {
            _scan.Look();
            foreach (string task in Directory.GetDirectories($"/proc/{threads.Pid}/task"))
                Assert.Equal(task.EndsWith($"/{threads.Pid}", StringComparison.Ordinal), Table.IndexOf(int.Parse(Path.GetFileName(task), null)) >= 0);
        }
        Assert.Equal(21, Row(threads.Pid).Threads);
    }

    [Fact]
    public void Takes_its_own_thread_for_no_process()
    {
        _scan.Look();
        int seen = -1;
        var thread = new System.Threading.Thread(() =>
        {
            _scan.Look();
            seen = Table.IndexOf(Lifetop.Platform.Libc.ThreadId());
        });
        thread.Start();
        thread.Join();
        Assert.Equal(-1, seen);
    }

    [Fact]
    public void Reads_any_name_right()
    {
        using var child = Child.Shell("printf 'a) Z 1 (\\n\\033[2J' > /proc/self/comm; echo ready; read line");
        _scan.Look();
        var row = Row(child.Pid);
        Assert.Equal("a) Z 1 (\n\u001b[2J", row.Name.ToString());
        Assert.Equal(Environment.ProcessId, row.Parent);
        Assert.False(row.IsZombie);
    }

    [Fact]
    public void Drops_the_details_when_the_program_changes()
    {
        using var child = Child.Shell("echo ready; read line; exec /bin/sh -c 'echo again; read line'");
        _scan.Look();
        int index = Table.IndexOf(child.Pid);
        var identity = Table.IdentityAt(index);
        ulong arguments = Row(child.Pid).ArgumentsAt;
        Assert.NotEqual(0ul, arguments);
        Table.SetDetails(index, new ProcessDetails { Executable = "/bin/before" });
        child.Tell("");
        Assert.Equal("again", child.NextLine());
        _scan.Look();
        index = Table.IndexOf(identity);
        Assert.True(index >= 0);
        Assert.Null(Table.DetailsAt(index));
        Assert.NotEqual(arguments, Row(child.Pid).ArgumentsAt);
    }

    [Fact]
    public void A_zombie_whose_parent_never_waits_tells_its_status_and_keeps_its_details()
    {
        using var parent = Child.Shell("exec 3<&0; sh -c 'echo $$; read line; exit 7' <&3 & exec sleep 1000");
        _scan.Look();
        int index = Table.IndexOf(parent.SaidPid);
        Table.SetDetails(index, new ProcessDetails { Executable = "/bin/kept" });
        parent.Tell("");
        Child.Eventually(() =>
        {
            _scan.Look();
            return Row(parent.SaidPid).IsZombie;
        }, "never a zombie");
        Assert.Equal(7 << 8, Row(parent.SaidPid).ExitStatus);
        Assert.Equal(parent.Pid, Row(parent.SaidPid).Parent);
        Assert.Equal("/bin/kept", Table.DetailsAt(Table.IndexOf(parent.SaidPid))?.Executable);
    }

    [Fact]
    public void Does_not_believe_the_exit_status_of_a_zombie_it_may_not_read()
    {
        using var parent = Child.Shell("exec 3<&0; sh -c 'echo $$; read line; exit 7' <&3 & exec sleep 1000");
        parent.Tell("");
        Child.Eventually(() =>
        {
            _scan.Look();
            return Row(parent.SaidPid).IsZombie;
        }, "never a zombie");
        int status = 0;
        OtherUser.Run(() =>
        {
            using var scan = new ProcScan(Guid.Empty);
            scan.Look();
            status = scan.Table.Rows[scan.Table.IndexOf(parent.SaidPid)].ExitStatus;
        });
        Assert.Equal(Environment.IsPrivilegedProcess ? -1 : 7 << 8, status);
    }

    [Fact]
    public void A_process_whose_main_thread_exited_lives()
    {
        using var child = Child.Python("""
            import ctypes, sys, threading
            threading.Thread(target=sys.stdin.read).start()
            print("ready", flush=True)
            ctypes.CDLL(None).syscall(60, 0)
            """);
        Child.Eventually(() =>
        {
            _scan.Look();
            return Row(child.Pid).State == (byte)'Z';
        }, "main thread never exited");
        Assert.False(Row(child.Pid).IsZombie);
        Assert.True(Row(child.Pid).Threads > 1);
    }

    [Fact]
    public void A_row_that_turns_out_to_be_another_process_is_a_death_and_a_birth()
    {
        using var child = Child.Quiet();
        _scan.Look();
        int index = Table.IndexOf(child.Pid);
        var real = Table.IdentityAt(index);
        // As if the pid had been another process's until now, with a higher clock.
        Table.Writable[index].StartTicks -= 5;
        Table.Writable[index].CpuNanoseconds = long.MaxValue;
        Table.SetDetails(index, new ProcessDetails { Executable = "/bin/former" });
        long version = Table.Version, births = _scan.Births;
        _scan.Look();
        index = Table.IndexOf(child.Pid);
        Assert.Equal(real, Table.IdentityAt(index));
        Assert.Null(Table.DetailsAt(index));
        Assert.True(Table.Version > version);
        Assert.True(_scan.Births > births);
        Assert.True(Row(child.Pid).CpuPercent < 0);
    }

    [Fact]
    public void A_pid_given_to_another_process_is_not_the_same_process()
    {
        var former = Child.Quiet();
        int pid = former.Pid;
        _scan.Look();
        var identity = Table.IdentityAt(Table.IndexOf(pid));
        Table.SetDetails(Table.IndexOf(pid), new ProcessDetails { Executable = "/bin/former" });
        former.Dispose();
        Child.Eventually(() => BootClock.TicksSinceBoot() > identity.StartTicks + 1, "time stands still");
        using var reused = TryTake(pid);
        _scan.Look();
        Assert.Equal(-1, Table.IndexOf(identity));
        if (reused is null)
            return; // without the right to choose pids: at least it is gone
        Assert.Equal(pid, reused.SaidPid);
        Assert.True(Table.IndexOf(pid) >= 0);
        Assert.Null(Table.DetailsAt(Table.IndexOf(pid)));
    }

    /// <summary>Somebody else may take the number first, so it is tried some times; null without the right to choose.</summary>
    private static Child? TryTake(int pid)
    {
        for (int attempt = 0; attempt < 100; attempt++)
        {
            var child = Child.Shell($"{{ echo {pid - 1} > /proc/sys/kernel/ns_last_pid; }} 2>/dev/null; sleep 1000 & echo $!; wait");
            if (child.FirstLine == $"{pid}")
                return child;
            child.Dispose();
        }
        return null;
    }

    [Fact]
    public void Percent_counts_from_the_second_sample_on()
    {
        using var busy = Child.Shell("echo ready; while :; do :; done");
        using var quiet = Child.Quiet();
        _scan.Look();
        Assert.True(Row(busy.Pid).CpuPercent < 0);
        var clock = Stopwatch.StartNew();
        Child.Eventually(() => clock.ElapsedMilliseconds > 300, "");
        _scan.Look();
        Assert.InRange(Row(busy.Pid).CpuPercent, 5, 130);
        Assert.InRange(Row(quiet.Pid).CpuPercent, 0, 1);
        Assert.InRange(_scan.CpuWatched.TotalMilliseconds, 300, 5000);
    }

    [Fact]
    public void Watched_rows_alone_are_refreshed_and_their_dead_removed()
    {
        var dying = Child.Quiet();
        using var living = Child.Shell("echo ready; read line; printf other > /proc/self/comm; echo done; read line");
        using var unseen = Child.Quiet();
        _scan.Look();
        int[] watched = [Table.IndexOf(dying.Pid), Table.IndexOf(living.Pid)];
        var before = Row(unseen.Pid);
        living.Tell("");
        Assert.Equal("done", living.NextLine());
        dying.Dispose();
        _scan.LookWatched(watched);
        Assert.Equal("other", Row(living.Pid).Name.ToString());
        Assert.Equal(-1, Table.IndexOf(dying.Pid));
        Assert.Equal(before.SampledAt, Row(unseen.Pid).SampledAt);
    }

    [Fact]
    public void A_steady_look_allocates_nothing()
    {
        var children = Enumerable.Range(0, 20).Select(_ => Child.Quiet()).ToArray();
        try
        {
            for (int look = 0; look < 40; look++)
                _scan.Look();
            int[] watched = [.. children.Select(child => Table.IndexOf(child.Pid))];
            _scan.LookWatched(watched);
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int look = 0; look < 50; look++)
                _scan.Look();
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.Equal(0, allocated);
            watched = [.. children.Select(child => Table.IndexOf(child.Pid))];
            before = GC.GetAllocatedBytesForCurrentThread();
            for (int look = 0; look < 50; look++)
                _scan.LookWatched(watched);
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        finally
        {
            foreach (var child in children)
                child.Dispose();
        }
    }

    [Fact]
    public void Survives_thousands_of_short_lives()
    {
        const string storm = "echo ready; while :; do (:); (:); (:); (:); done";
        using var one = Child.Shell(storm);
        using var two = Child.Shell(storm);
        using var steady = Child.Quiet();
        var clock = Stopwatch.StartNew();
        using var lastPid = new LastPid();
        int last = lastPid.Read(), lives = 0;
        for (int look = 0; look < 50; look++)
        {
            Child.Eventually(() => clock.ElapsedMilliseconds > look * 20, "");
            _scan.Look();
            Assert.True(_scan.IsWhole);
            Assert.True(Table.IndexOf(steady.Pid) >= 0);
            int now = lastPid.Read();
            lives += Math.Max(now - last, 0);
            last = now;
        }
        Assert.True(lives > 300, $"only {lives} were born");
    }

    [Fact]
    public void Finds_who_was_born_since_its_look_and_measures_nobody_anew()
    {
        using var known = Child.Quiet();
        _scan.Look();
        long sampled = Row(known.Pid).SampledAt;
        using var born = Child.Quiet();
        Assert.True(Table.IndexOf(born.Pid) < 0);

        _scan.LookForNewborn();

        Assert.Equal(_scan.Identify(born.Pid), Table.IdentityAt(Table.IndexOf(born.Pid)));
        Assert.Equal(sampled, Row(known.Pid).SampledAt);
    }

    [Fact]
    public void A_thread_that_goes_on_with_another_ones_scan_is_no_process()
    {
        _scan.Look();
        int thread = 0;
        bool met = true;
        var other = new Thread(() =>
        {
            thread = Libc.ThreadId();
            met = _scan.Meets(thread);
            _scan.LookForNewborn();
        });
        other.Start();
        other.Join();

        Assert.False(met);
        Assert.Equal(-1, _scan.Table.IndexOf(thread));
    }

    [NeedsChosenPidsFact]
    public void Finds_a_newcomer_with_a_low_number_when_told_to_list()
    {
        int number;
        using (var low = Child.Quiet())
        {
            _scan.Look();
            number = low.Pid;
        }
        using var later = Child.Quiet();
        _scan.Look();
        Assert.True(later.Pid > number && Table.IndexOf(number) < 0);
        using var newcomer = PidBearer.After(number - 1, Path.GetTempPath(), "sleep", "1000");

        _scan.ListNext();
        _scan.Look();

        Assert.Equal(_scan.Identify(newcomer.Pid), Table.IdentityAt(Table.IndexOf(newcomer.Pid)));
    }

    [Fact]
    public void Knows_its_children_through_any_order_of_births_and_deaths()
    {
        const int seed = 7;
        var random = new Random(seed);
        var children = new List<Child>();
        try
        {
            for (int step = 0; step < 120; step++)
            {
                if (children.Count == 0 || random.Next(5) < 3)
                    children.Add(Child.Quiet());
                else
                {
                    int dying = random.Next(children.Count);
                    children[dying].Dispose();
                    children.RemoveAt(dying);
                }
                if (random.Next(3) > 0)
                    continue;
                if (random.Next(2) == 0)
                    _scan.Look();
                else
                    _scan.LookWatched([.. Enumerable.Range(0, Table.Count)]);
                foreach (var child in children)
                    Assert.True(Table.IndexOf(child.Pid) is var index && (index < 0 || Table.IdentityAt(index) == _scan.Identify(child.Pid)), $"seed {seed}, step {step}");
            }
            _scan.Look();
            int[] ours = [.. Pids(static row => row.Parent == Environment.ProcessId)];
            Assert.Equal(children.Select(child => child.Pid).Order(), ours);
        }
        finally
        {
            children.ForEach(child => child.Dispose());
        }
    }

    [Fact]
    public void Follows_a_process_that_gets_another_parent()
    {
        using var child = Child.Shell("exec 3<&0; sh -c 'sleep 1000 & echo $!; read line' <&3; exec sleep 1000");
        _scan.Look();
        int parent = Row(child.SaidPid).Parent;
        child.Tell("");
        Child.Eventually(() =>
        {
            _scan.Look();
            return Row(child.SaidPid).Parent != parent;
        }, "the orphan kept its parent");
        using var orphan = Process.GetProcessById(child.SaidPid);
        orphan.Kill();
    }

    private List<int> Pids(Predicate<ProcessRow> wanted)
    {
        var pids = new List<int>();
        foreach (ref readonly var row in Table.Rows)
            if (wanted(row))
                pids.Add(row.Pid);
        pids.Sort();
        return pids;
    }
}
