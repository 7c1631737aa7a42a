using System;
using System.Linq;
using Lifetop.Actions;
using Lifetop.Model;
using Lifetop.Screens;
using Lifetop.Screens.Acting;
using Lifetop.Screens.Dialogs;
using Lifetop.Screens.Processes;
using Lifetop.Terminal;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Screens;

public sealed class ProcessScreenTests
{
    /// <summary>The machine of the frame: 312 processes, 27 of them yours and of no worker.</summary>
    private static MachineOfProcesses Machine()
    {
        var machine = new MachineOfProcesses()
            .Add(1, "/sbin/init", "19d", user: 0, known: false)
            .Add(40988, "-zsh", "6h", parent: 1, pts: 7, marks: ProcessMarks.Member)
            .Add(2977, "/usr/bin/syncthing serve --no-browser", "9d", megabytes: 38)
            .Add(6120, "ssh -N -L 5433:db:5432 staging", "3d", megabytes: 12, pts: 4)
            .Add(6544, "python -m jupyter lab", "1d", cpu: 14, megabytes: 1946, pts: 2, port: 8888)
            .Add(40771, "node --inspect worker.js", "11h4m", megabytes: 88, port: 9229)
            .Add(41002, "claude --resume", "5h40m", cpu: 3, megabytes: 402, pts: 7, parent: 40988, cwd: "/home/me/src/web")
            .Add(41003, "sh -c true", "2h", parent: 41002)
            .Add(41004, "node e\u001b[2Jvil\u202E 日本語", "1h", parent: 41002)
            .Add(41005, "rg x", "50s", parent: 41002);
        for (int i = 0; i < 19; i++)
            machine.Add(50_000 + i, $"idle-{i:00} --forever", "30m");
        for (int i = machine.Count; i < 312; i++)
            machine.Add(60_000 + i, $"kworker/{i}", "19d", user: 0, known: false, marks: ProcessMarks.Kernel);
        return machine;
    }

    private static UiWorld Open(MachineOfProcesses machine, int width = 80, int height = 24, KeyContext ground = KeyContext.Grid)
    {
        var world = new UiWorld(new BlankGround(ground), width, height, processes: machine.Board);
        world.Ui.OtherScreens = new ScreenTable();
        machine.Publish();
        world.Press("P");
        world.Draw();
        return world;
    }

    private static void Look(UiWorld world, MachineOfProcesses machine)
    {
        machine.Publish();
        Update.Refresh(world.Ui);
    }

    [Fact]
    public void Looks_like_the_frame()
    {
        var world = Open(Machine());
        world.Press("j j j j");
        string[] top =
        [
            "  processes  312  yours, not part of a worker 27         load 3.12  mem 21/64G",
            "  ────────────────────────────────────────────────────────────────────────────",
            "      pid   ▾age cpu%   mem  ports   tty    command",
            "     2977     9d    0   38M                 syncthing serve --no-browser",
            "     6120     3d    0   12M          pts/4  ssh -N -L 5433:db:5432 staging",
            "     6544     1d   14  1.9G  :8888   pts/2  python -m jupyter lab",
            "    40771  11h04    0   88M  :9229          node --inspect worker.js",
            "▌   41002   5h40    3  402M          pts/7  claude --resume",
        ];
        Assert.Equal(top, Enumerable.Range(1, 8).Select(world.Row).ToArray());
        Assert.Equal("  41002  claude --resume ─────────────────────────────────────────────────────", world.Row(21));
        Assert.Equal("  is    a child of zsh 40988 on pts/7, in ~/src/web, 4 processes", world.Row(22));
        Assert.Equal("  next  A makes it a worker: kind agent, named web-claude", world.Row(23));
        Assert.Equal("  A adopt  F9 signal  t tree  / filter  o all users  ? help            5 of 27", world.Row(24));
    }

    [Fact]
    public void Says_what_the_grid_says_of_the_memory_and_where_the_title_is_cut()
    {
        var world = Open(new MachineOfProcesses().Add(100, "node --inspect server.js --port 3000 --host localhost", "9m"));
        (world.Ui.Load.UsedBytes, world.Ui.Load.TotalBytes) = (2_900_000_000, 25_300_000_000);
        Assert.EndsWith("mem 3/24G", world.Row(1).Replace("  14:05:07", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.StartsWith("  100  node --inspect server.js --port 3000 --… ──", world.Row(21), StringComparison.Ordinal);
        world.Ui.Load.TotalBytes = 4_000_000_000;
        Assert.Contains("mem 2.7/3.7G", world.Row(1), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(40, 10)]
    [InlineData(80, 24)]
    [InlineData(120, 36)]
    [InlineData(200, 50)]
    public void Looks_like_this(int width, int height)
    {
        var world = Open(Machine(), width, height);
        world.Press("t j j");
        Golden.Is($"Processes.{width}x{height}", world.Text());
    }

    [Theory]
    [InlineData(40, 10)]
    [InlineData(80, 24)]
    [InlineData(120, 36)]
    [InlineData(200, 50)]
    public void Hostile_and_wide_names_stay_in_their_columns(int width, int height)
    {
        string[] names = ["e\u001b[2Jvil", "\u202Egpj.exe", "検索インデックスの再構築を行う長い名前のプログラム", "👩‍👩‍👧‍👦 family 👍🏽", "a\u0301\u0301\u0301\u0301 marks", "tab\there", "\u0000", "‹fake›", "line\nbreak \u009b31m", ""];
        var machine = new MachineOfProcesses();
        for (int i = 0; i < names.Length; i++)
            machine.Add(100 + i, names[i] + " --to \u001b]0;title\u0007 \u2028終", $"{10 + i}m", cpu: i, megabytes: 7 * i, port: 3000 + i, cwd: "/srv/\u202E" + names[i]);
        var world = Open(machine, width, height);
        world.Press("j j");
        Golden.Is($"Processes.hostile.{width}x{height}", world.Text());
    }

    [Fact]
    public void Draws_with_ASCII_and_without_colours()
    {
        var world = Open(Machine());
        world.Ui.Scheme = new ColorlessScheme();
        world.Ui.Glyphs = Glyphs.Ascii;
        world.Press("t");
        string plain = world.Plain();
        Assert.DoesNotContain(plain, letter => letter is '─' or '▌' or '├' or '└' or '▾' or '…');
        Assert.Contains("`", plain, StringComparison.Ordinal);
    }

    [Fact]
    public void Asks_only_for_the_commands_that_are_seen()
    {
        var machine = new MachineOfProcesses();
        for (int i = 0; i < 1000; i++)
            machine.Add(100 + i, "worker", $"{2000 - i}s", user: 33, known: false);
        var world = Open(machine);
        Assert.Empty(world.Effects().OfType<ReadProcesses>());
        world.Press("o");
        var asked = Assert.IsType<ReadProcesses>(Assert.Single(world.Effects()));
        Assert.InRange(asked.Processes.Length, 17, 60);
        Update.News(world.Ui, new ProcessesRead([.. asked.Processes.Select(one => new ReadProcess(one, new ProcessDetails { Arguments = ["/usr/sbin/httpd", "-D", $"{one.Pid}"] }))]));
        Assert.Contains("httpd -D 100", world.Row(4), StringComparison.Ordinal);
        Look(world, machine);
        Assert.Contains("httpd -D 100", world.Row(4), StringComparison.Ordinal);
        Assert.Empty(world.Effects());
    }

    [Fact]
    public void The_cursor_keeps_its_process_and_passes_to_the_neighbour_when_it_ends()
    {
        var machine = Machine();
        var world = Open(machine);
        world.Press("j j");
        machine.End(2977);
        Look(world, machine);
        Assert.StartsWith("▌    6544", world.Row(5), StringComparison.Ordinal);
        machine.End(6544);
        Look(world, machine);
        Assert.StartsWith("▌   40771", world.Row(5), StringComparison.Ordinal);
        world.Press("s p");
        machine.Busy(41005, 99);
        Look(world, machine);
        Assert.Contains(Enumerable.Range(4, 15).Select(world.Row), row => row.StartsWith("▌   40771", StringComparison.Ordinal));
        Assert.Contains("41005", world.Row(4), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("s m", "6544")]
    [InlineData("s i", "2977")]
    [InlineData("s i I", "50018")]
    [InlineData("s o", "6544")]
    [InlineData("s t", "6544")]
    [InlineData("I", "41005")]
    [InlineData(">", "6544")]
    [InlineData("<", "2977")]
    public void Sorts_by_any_column(string keys, string first)
    {
        var world = Open(Machine());
        world.Press(keys + " g");
        Assert.Contains(first, world.Row(4), StringComparison.Ordinal);
    }

    [Fact]
    public void A_click_on_a_head_sorts_and_on_a_row_moves_the_cursor()
    {
        var world = Open(Machine());
        world.Draw();
        world.Click(25, 2);
        Assert.Contains("6544", world.Row(4), StringComparison.Ordinal);
        world.Draw();
        world.Click(50, 5);
        Assert.StartsWith("▌", world.Row(6), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pid:41002", 1)]
    [InlineData("port:8888", 1)]
    [InlineData("port=9229", 1)]
    [InlineData("cpu>2", 2)]
    [InlineData("mem>300M", 2)]
    [InlineData("age>1d", 2)]
    [InlineData("age>=1d", 3)]
    [InlineData("forever", 19)]
    [InlineData("!forever age<2h", 2)]
    [InlineData("user:me tty:pts/7", 1)]
    [InlineData("日本", 1)]
    public void Filters_as_it_is_typed(string filter, int count)
    {
        var world = Open(Machine());
        world.Press("/");
        world.Type(filter);
        world.Press("Enter");
        Assert.EndsWith($" of {count}", world.Row(24), StringComparison.Ordinal);
        Assert.Contains(filter, world.Row(1), StringComparison.Ordinal);
        world.Press("Esc");
        Assert.EndsWith(" of 27", world.Row(24), StringComparison.Ordinal);
        Assert.Equal(2, world.Ui.Screens.Count);
    }

    [Theory]
    [InlineData("age>5", "5 what? write 5s, 5m, 5h or 5d")]
    [InlineData("nope:5", "no field nope")]
    [InlineData("cpu>x", "x is no number")]
    [InlineData("!", "not what?")]
    public void Says_what_is_wrong_in_a_filter_and_filters_by_the_rest(string wrong, string reason)
    {
        var world = Open(Machine());
        world.Press("/");
        world.Type("idle " + wrong);
        Assert.Contains(reason, world.Row(22), StringComparison.Ordinal);
        Assert.Contains("idle-", world.Row(4), StringComparison.Ordinal);
    }

    [Fact]
    public void Shows_others_and_members_when_asked()
    {
        var world = Open(Machine());
        world.Press("0");
        Assert.Contains("yours 28", world.Row(1), StringComparison.Ordinal);
        world.Press("o");
        Assert.Contains("all users 312", world.Row(1), StringComparison.Ordinal);
        world.Press("0");
        Assert.Contains("all users, not part of a worker 28", world.Row(1), StringComparison.Ordinal);
    }

    [Fact]
    public void A_tree_puts_children_below_their_parents()
    {
        var world = Open(Machine());
        world.Press("t");
        var commands = Enumerable.Range(4, 16).Select(row => world.Row(row)[44..]).ToList();
        int parent = commands.FindIndex(command => command.StartsWith("claude", StringComparison.Ordinal));
        Assert.Equal("├ sh -c true", commands[parent + 1]);
        Assert.StartsWith("├ node e␛[2Jvil‹202E›", commands[parent + 2], StringComparison.Ordinal);
        Assert.Equal("└ rg x", commands[parent + 3]);
    }

    [Fact]
    public void A_circle_of_parents_is_no_trouble()
    {
        var machine = new MachineOfProcesses().Add(10, "a", "5m", parent: 11).Add(11, "b", "5m", parent: 10).Add(12, "c", "1m", parent: 12);
        var world = Open(machine);
        world.Press("t");
        Assert.EndsWith("1 of 3", world.Row(24), StringComparison.Ordinal);
        Assert.Contains("b", world.Plain(), StringComparison.Ordinal);
    }

    [Fact]
    public void Adopts_the_process_that_was_chosen_though_the_list_moves_on()
    {
        var machine = Machine();
        var world = Open(machine);
        world.Press("j j j j A");
        machine.End(2977).End(6120);
        Look(world, machine);
        world.Press("Enter");
        var adopt = Assert.IsType<AdoptWorker>(Assert.Single(world.Effects()));
        Assert.Equal((41002, "web-claude", WorkerKind.Agent), (adopt.Process.Pid, adopt.Name, adopt.Kind));
    }

    [Fact]
    public void Names_the_worker_a_process_is_part_of()
    {
        var machine = Machine();
        var world = Open(machine);
        var identity = machine.Board.Reading.IdentityAt(machine.Board.Reading.IndexOf(40988));
        var worker = Rows.Worker("brave-lynx") with { Members = [new Member(identity, MemberTie.Descendant)] };
        world.Look(Roster.Empty with { Workers = [Rows.Judged(worker)] });
        world.Press("0 /");
        world.Type("pid:40988");
        world.Press("Enter A");
        Assert.Equal("adopt: it is part of brave-lynx", world.Ui.Line.Current?.Text);
    }

    [Theory]
    [InlineData("Enter", "why: it is no worker yet: A makes it one")]
    public void Says_why_not(string key, string reason)
    {
        var world = Open(Machine());
        world.Press(key);
        Assert.Equal(reason, world.Ui.Line.Current?.Text);
    }

    [Fact]
    public void A_signal_and_an_end_are_for_the_process_under_the_cursor_as_it_was_then()
    {
        var machine = Machine();
        var world = Open(machine);
        string identity = "process:" + machine.Board.Reading.IdentityAt(machine.Board.Reading.IndexOf(2977)).ToString();
        world.Press("F9 Enter");
        var signal = Assert.Single(world.Effects().OfType<PlanActions>());
        Assert.Equal((identity, Signals.Terminate, (ProcessIdentity?)null), (signal.Targets.Single().Identity, signal.Request.Signal, signal.Request.Part));
        world.Press("Esc x");
        var reap = Assert.Single(world.Effects().OfType<PlanActions>());
        Assert.Equal((identity, WorkerAction.Reap), (reap.Targets.Single().Identity, reap.Request.Action));
    }

    [Fact]
    public void Of_a_worker_s_process_that_one_alone_is_signalled_and_the_worker_is_not_ended_from_there()
    {
        var machine = Machine();
        var world = Open(machine);
        var identity = machine.Board.Reading.IdentityAt(machine.Board.Reading.IndexOf(40988));
        var worker = Rows.Worker("brave-lynx") with { Members = [new Member(identity, MemberTie.Descendant)] };
        world.Look(Roster.Empty with { Workers = [Rows.Judged(worker)] });
        world.Press("0 /");
        world.Type("pid:40988");
        world.Press("Enter F9 Tab Enter");
        var signal = Assert.Single(world.Effects().OfType<PlanActions>());
        Assert.Equal((worker.Identity, (ProcessIdentity?)identity, true), (signal.Targets.Single().Identity, signal.Request.Part, signal.Request.WholeTree));
        world.Press("Esc x");
        Assert.Equal("reap: it is part of brave-lynx: a signal ends it alone", world.Ui.Line.Current?.Text);
    }

    [Theory]
    [InlineData("F9", "signal: it is a kernel thread")]
    [InlineData("x", "reap: it is a kernel thread")]
    public void A_kernel_thread_is_left_alone(string key, string reason)
    {
        var world = Open(Machine());
        world.Press("0 o /");
        world.Type("[300]");
        world.Press("Enter " + key);
        Assert.Equal(reason, world.Ui.Line.Current?.Text);
        Assert.DoesNotContain(world.Effects(), static effect => effect is PlanActions);
    }

    [Fact]
    public void A_kernel_thread_cannot_be_adopted()
    {
        var world = Open(Machine());
        world.Press("0 o /");
        world.Type("[300]");
        world.Press("Enter A");
        Assert.Contains("adopt: it is a kernel thread", world.Ui.Line.Current?.Text, StringComparison.Ordinal);
        Assert.Equal(2, world.Ui.Screens.Count);
    }

    [Fact]
    public void A_megabyte_pasted_is_text_or_nothing()
    {
        var world = Open(Machine());
        string paste = string.Concat(Enumerable.Repeat("A\rq0oI!\u001b", 130_000));
        Update.Input(world.Ui, new InputEvent(InputKind.Paste) { Text = paste });
        Assert.Empty(world.Effects());
        Assert.Equal(2, world.Ui.Screens.Count);
        world.Press("/");
        Update.Input(world.Ui, new InputEvent(InputKind.Paste) { Text = paste });
        Assert.Equal(2, world.Ui.Screens.Count);
        Assert.DoesNotContain(world.Effects(), effect => effect is not ReadProcesses);
    }

    [Fact]
    public void Is_wanted_only_while_it_is_open()
    {
        var machine = Machine();
        var world = Open(machine);
        for (int i = 0; i < 20; i++)
        {
            Assert.True(machine.Board.IsWanted());
            Look(world, machine);
        }
        world.Press("Esc");
        Eventually.True(() => !machine.Board.IsWanted(), "nobody wants it any more");
    }

    [Fact]
    public void A_steady_refresh_of_five_thousand_allocates_nothing()
    {
        var machine = new MachineOfProcesses();
        var random = new Random(7);
        for (int i = 0; i < 5000; i++)
            machine.Add(100 + i, $"program-{i % 40} --option {i}", $"{random.Next(1, 90000)}s", random.Next(4) == 0 ? random.Next(100) : 0, random.Next(2000), parent: 100 + random.Next(Math.Max(1, i)));
        var world = Open(machine, 200, 50);
        world.Press("s p j j");
        // Rows are worded when they first come into sight, and the framework's own code makes less once it is warm.
        int second = 0;
        Eventually.True(() => Enumerable.Range(0, 10).Sum(_ => Next(second++)) == 0, "ten refreshes that allocate nothing");

        long Next(int at)
        {
            machine.Passed += TimeSpan.FromSeconds(1);
            machine.Busy(100 + at % 40, at % 100);
            machine.Publish();
            long before = GC.GetAllocatedBytesForCurrentThread();
            Update.Refresh(world.Ui);
            world.Draw();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }
}
