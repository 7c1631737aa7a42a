using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Lifetop.Model;
using Lifetop.Screens;
using Lifetop.Screens.Acting;
using Lifetop.Screens.ActionLog;
using Lifetop.Screens.Budgets;
using Lifetop.Screens.Checks;
using Lifetop.Screens.Detail;
using Lifetop.Screens.Dialogs;
using Lifetop.Screens.Grid;
using Lifetop.Screens.Help;
using Lifetop.Screens.Logs;
using Lifetop.Screens.Processes;
using Lifetop.Terminal;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Screens;

public sealed class EveryKeyTests
{
    private static readonly (string Name, Func<UiState, Screen> Make)[] All =
    [
        ("grid", static _ => new GridScreen(new DetailPane())),
        ("inspect", static _ => new InspectScreen(DetailTab.Why)),
        ("logs", static ui => LogScreen.Of([Rows.Row("web", with: worker => worker with { Declaration = Make.Declared("web", "lifetop") with { Log = "/var/log/web" } })], ui)!),
        ("confirm", static _ => new ConfirmDialog(new Question { Title = "Reap x?", Confirm = "Reap", Then = new RingBell(), Steps = [new QuestionStep("one")] })),
        ("many", static _ => new ConfirmDialog(new Question { Title = "Reap 12?", Confirm = "Reap", Then = new RingBell(), TypeToConfirm = 12 })),
        ("adopt", static _ => new AdoptDialog(new AdoptionDraft(new ProcessIdentity(1, 2, Rows.Boot), "sh") { Name = "sh" })),
        ("looking", static _ => new LookingDialog(1, "Reap x?", "")),
        ("signal", static _ => new SignalDialog([new ActionTarget("id", "x", null)])),
        ("spawn", static _ => new SpawnDialog()),
        ("nudge", static _ => new NudgeDialog([new ActionTarget("id", "x", null)])),
        ("palette", static ui => new PaletteDialog(ui)),
        ("columns", static ui => new ColumnsDialog(ui)),
        ("themes", static ui => new ThemesDialog(ui)),
        ("settings", static _ => new SettingsDialog()),
        ("keys", static _ => new KeysDialog()),
        ("sort", static _ => new SortMenu([new SortChoice('a', "age", "how long since it started")], "age", static (_, _) => { })),
        ("help", static _ => new HelpScreen(KeyContext.Grid)),
        ("budget", static ui => new BudgetDialog(ui)),
        ("doctor", static ui => new DoctorDialog(ui)),
        ("log", static ui => new ActionLogScreen(ui)),
        ("processes", static ui => new ProcessScreen(ui.Board, ui)),
    ];

    public static TheoryData<string> Names => [.. All.Select(one => one.Name)];

    private static UiWorld Open(string name, int width = 80, int height = 24)
    {
        var machine = new MachineOfProcesses().Add(5, "a b", "3h").Add(6, "c d", "2h", parent: 5).Add(7, "e", "1h", marks: ProcessMarks.Member);
        machine.Publish();
        var world = new UiWorld(new BlankGround(), width, height, SampleWorld.Roster(), machine.Board);
        world.Ui.OtherScreens = new ScreenTable();
        world.Ui.ThemeNames = ["dark", "light"];
        world.Ui.SchemeOf = static _ => RoleScheme.Instance;
        world.Ui.Selected = Rows.Row("web", with: worker => worker with { Declaration = Make.Declared("web", "lifetop") });
        Update.News(world.Ui, new Told(Outcome.Done, "something was done"));
        world.Ui.Open(All.Single(one => one.Name == name).Make(world.Ui));
        world.Ui.Line.Clear();
        world.Effects();
        return world;
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Acts_or_gives_a_reason_that_can_be_seen(string name)
    {
        foreach (var (width, height) in ((int, int)[])[(40, 10), (80, 24), (120, 36)])
            EachKeyActsOrIsRefused(name, width, height);
    }

    private static void EachKeyActsOrIsRefused(string name, int width, int height)
    {
        foreach (var row in KeyMap.All)
            foreach (var key in row.ParsedKeys)
            {
                var world = Open(name, width, height);
                if ((row.Where & world.Ui.Top.Context) == 0)
                    continue;
                string before = world.Text();
                Update.Input(world.Ui, InputEvent.Of(key));
                bool acted = world.Effects().Count > 0 || world.Ui.Screens.Count != 2 || world.Text() != before;
                // At the end of a list or text there is nowhere to go, and everybody knows it.
                bool moves = row.Group == "move" || row.Action is UiAction.MoveEarlier or UiAction.MoveLater || (world.Ui.Top.TakesText && key.IsNamed);
                Assert.True(acted || moves, $"{name} at {width}x{height}: {key} ({row.Name}) neither acts nor says why");
            }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Is_drawn_with_ASCII_and_without_colours(string name)
    {
        foreach (var (width, height) in ((int, int)[])[(40, 10), (80, 24), (120, 36), (200, 50)])
        {
            var world = Open(name, width, height);
            world.Ui.Glyphs = Glyphs.Ascii;
            world.Ui.Scheme = new ColorlessScheme();
            // What lies behind is outside text.
            Assert.DoesNotContain(world.Plain().Replace("日本", "", StringComparison.Ordinal), letter => letter > '~');
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_megabyte_pasted_acts_on_nothing(string name)
    {
        var world = Open(name);
        world.Draw();
        world.Effects();
        string paste = string.Concat(Enumerable.Repeat("y\rxq\u001b[A 12\ny", 90_000));
        Update.Input(world.Ui, new InputEvent(InputKind.Paste) { Text = paste });
        world.Draw();
        Assert.Empty(world.Effects());
        Assert.Equal(2, world.Ui.Screens.Count);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Random_keys_never_throw(string name)
    {
        var keys = KeyMap.All.SelectMany(row => row.ParsedKeys).Concat([Key.Backspace, Key.Delete, new Key('日'), new Key(0x301), new Key(0x1F680), new Key('w', KeyModifiers.Ctrl)]).ToArray();
        for (int seed = 0; seed < 12; seed++)
        {
            var random = new Random(seed);
            var world = Open(name, random.Next(20, 130), random.Next(5, 40));
            var done = new List<string>();
            try
            {
                for (int i = 0; i < 250; i++)
                {
                    switch (random.Next(12))
                    {
                        case 0:
                            world.Resize(random.Next(1, 210), random.Next(1, 60));
                            break;
                        case 1:
                            world.Click(random.Next(-2, world.Ui.Width + 2), random.Next(-2, world.Ui.Height + 2));
                            break;
                        case 2:
                            world.Wheel(random.Next(80), random.Next(24), random.Next(2) == 0);
                            break;
                        case 3:
                            Update.Input(world.Ui, new InputEvent(InputKind.Paste) { Text = "日本\u0301e\u001b x:1" });
                            break;
                        case 4:
                            world.Pass(TimeSpan.FromSeconds(1));
                            break;
                        default:
                            var key = keys[random.Next(keys.Length)];
                            done.Add(key.ToString());
                            Update.Input(world.Ui, InputEvent.Of(key));
                            break;
                    }
                    if (random.Next(4) == 0)
                        world.Draw();
                    world.Effects();
                }
            }
            catch (Exception mistake)
            {
                Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"seed {seed} of {name} after {string.Join(' ', done.TakeLast(12))}: {mistake}"));
            }
        }
    }
}
