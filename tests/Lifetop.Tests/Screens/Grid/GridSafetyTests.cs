using System;
using System.Collections.Immutable;
using System.Linq;
using Lifetop.Model;
using Lifetop.Model.Query;
using Lifetop.Screens;
using Lifetop.Screens.Grid;
using Lifetop.Terminal;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Screens.Grid;

public sealed class GridSafetyTests
{
    [Fact]
    public void Columns_stay_inside_at_every_width()
    {
        ImmutableArray<string>[] choices = [[], [.. WorkerFields.All.Select(static field => field.Name)], ["note", "name"], ["age", "trend", "nonsense"]];
        foreach (var chosen in choices)
            for (int width = 40; width <= 220; width++)
            {
                int end = 0;
                foreach (var column in GridColumns.At(width, chosen))
                {
                    Assert.True(column.X >= Math.Max(1, end) && column.Width > 0, $"{column.Head} at {column.X} of {width}");
                    end = column.End;
                }
                Assert.True(end <= width - 1, $"ends at {end} of {width}");
            }
    }

    [Fact]
    public void A_steady_look_and_its_frame_allocate_nothing()
    {
        foreach (var (width, height) in new[] { (80, 24), (120, 36), (200, 50), (40, 10) })
        {
            // In a build for debugging, looking up the width of a letter beyond ASCII makes objects.
            var roster = Devbox.Roster();
            var world = GridWorld.Of(roster with { Workers = [.. roster.Workers.Where(static judged => judged.Worker.Name.All(static letter => letter is >= ' ' and <= '~'))] }, width, height);
            world.Ui.Glyphs = Glyphs.Ascii;
            for (int i = 0; i < 3; i++)
                Step(world);
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 20; i++)
                Step(world);
            long made = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(made == 0, $"{made} bytes at {width}x{height}");
        }
    }

    [Fact]
    public void The_life_line_gives_everybody_a_share_and_fills_its_row()
    {
        var world = GridWorld.Of();
        Span<int> cells = stackalloc int[14];
        var counts = new GridCounts();
        foreach (int length in new[] { 14, 43, 83, 196 })
        {
            var list = new RosterRows();
            list.Refresh(world.Ui);
            LifeLine.Share(list.Counts, length, cells);
            int all = 0;
            foreach (int share in cells)
                all += share;
            Assert.Equal(length, all);
        }
        LifeLine.Share(counts, 40, cells);
        Assert.Equal(0, cells[0]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Nothing_that_is_pressed_or_seen_breaks_it(int seed)
    {
        var random = new Random(seed);
        var world = GridWorld.Of(RandomRoster(random));
        var keys = KeyMap.All.Where(static row => (row.Where & KeyContext.Grid) != 0).SelectMany(static row => row.ParsedKeys).ToArray();
        for (int step = 0; step < 1500; step++)
        {
            switch (random.Next(8))
            {
                case 0:
                    world.Look(RandomRoster(random));
                    break;
                case 1:
                    world.Resize(random.Next(1, 230), random.Next(1, 70));
                    break;
                case 2:
                    world.Pass(TimeSpan.FromSeconds(random.Next(100)));
                    break;
                case 3:
                    Update.Input(world.Ui, new InputEvent(InputKind.Mouse) { X = random.Next(world.Ui.Width), Y = random.Next(world.Ui.Height), Mouse = (MouseAction)random.Next(5) });
                    break;
                case 4:
                    world.Type(new string((char)random.Next(' ', '~'), 1));
                    break;
                default:
                    Update.Input(world.Ui, InputEvent.Of(keys[random.Next(keys.Length)]));
                    break;
            }
            world.Draw();
            var selected = world.Ui.Selected;
            Assert.True(selected is null || world.Ui.Roster.Workers.Any(judged => judged.Worker.Identity == selected.Worker.Identity), $"seed {seed} step {step}");
        }
    }

    private static void Step(UiWorld world)
    {
        world.Ui.Now += TimeSpan.FromSeconds(1);
        Update.Refresh(world.Ui);
        world.Draw();
    }

    private static Roster RandomRoster(Random random)
    {
        int count = random.Next(40);
        var workers = ImmutableArray.CreateBuilder<JudgedWorker>();
        var counters = new Counters[count];
        for (int i = 0; i < count; i++)
        {
            int who = random.Next(60);
            var worker = Rows.Worker("w" + who, (who % 3) switch { 0 => $"multiclaude/p{who % 4}/w{who}", 1 => $"tmux/s{who % 2}:{who}.0", _ => $"process/w{who}" }, (WorkerKind)(who % 5));
            var declared = new Declaration { Source = "pidfile", Identity = "d" + who, Key = worker.Key, Name = worker.Name, File = $"/run/{who % 2}/{who}.pid" };
            var judged = Rows.Judged(who % 4 == 0 ? worker with { Declaration = declared } : worker, (Lifecycle)random.Next(14), $"{random.Next(1, 9999)}s", "n", i);
            workers.Add(who % 4 == 0 ? judged with { Verdict = judged.Verdict with { Residue = [new Residue("file", declared.File)] } } : judged);
            counters[i] = random.Next(3) == 0 ? WorkerRow.Uncounted : Rows.Busy(random.Next(200), random.NextInt64(1L << 34), random.Next(3));
        }
        return new Roster { Time = Rows.Now, Counters = counters, Workers = workers.ToImmutable() };
    }
}
