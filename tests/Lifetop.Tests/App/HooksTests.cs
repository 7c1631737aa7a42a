using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.Versioning;
using System.Text;
using Lifetop.App;
using Lifetop.Model;
using Lifetop.Screens;
using Lifetop.Settings;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.App;

[SupportedOSPlatform("linux")]
public sealed class HooksTests
{
    private sealed class Heard : IHookRunner
    {
        public List<string> Said { get; } = [];

        public void Ring() => Said.Add("bell");

        public void Run(HookRule hook, JudgedWorker worker, Lifecycle? was) => Said.Add($"{hook.Name} {worker.Worker.Name} {was?.Word() ?? "-"}>{worker.Verdict.State.Word()}");
    }

    private static UserSettings Settings(string config)
    {
        var (settings, problems) = SettingsReader.Read(Encoding.UTF8.GetBytes(config));
        Assert.Empty(problems);
        return settings;
    }

    private static UiSettings Screen(string config)
    {
        using var folder = new TempFolder();
        return ScreenSettings.Of(Settings(config), ThemeFolder.Catalog(folder.File("config.json"))).Settings;
    }

    private static Roster Look(params (string Name, Lifecycle State)[] workers)
        => CliRun.Look([.. workers.Select(static one => Rows.Judged(Rows.Worker(one.Name), one.State))]);

    private static string Hear(string config, Roster before, Roster after, bool readOnly = false)
    {
        var heard = new Heard();
        Hooks.Of(Settings(config), Screen(config), readOnly).Seen(before, after, heard);
        return string.Join(", ", heard.Said);
    }

    private const string Tell = """{ "hooks": [{ "name": "tell", "on": ["zombie", "running>failed"], "run": ["true"] }], "bell": ["attention"] }""";

    [Theory]
    [InlineData(Lifecycle.Running, Lifecycle.Zombie, "tell web running>zombie, bell")]
    [InlineData(Lifecycle.Running, Lifecycle.Failed, "tell web running>failed, bell")]
    [InlineData(Lifecycle.Idle, Lifecycle.Failed, "bell")]
    [InlineData(Lifecycle.Zombie, Lifecycle.Zombie, "")]
    [InlineData(Lifecycle.Zombie, Lifecycle.Cleaned, "")]
    [InlineData(Lifecycle.Running, Lifecycle.Waiting, "bell")]
    public void A_change_somebody_asked_for_fires(Lifecycle was, Lifecycle now, string fires)
        => Assert.Equal(fires, Hear(Tell, Look(("web", was), ("api", Lifecycle.Running)), Look(("web", now), ("api", Lifecycle.Running))));

    [Fact]
    public void The_first_look_fires_none_and_a_new_worker_fires_for_its_state_only()
    {
        Assert.Equal("", Hear(Tell, Roster.Empty, Look(("web", Lifecycle.Zombie))));
        Assert.Equal("tell web ->zombie, bell", Hear(Tell, Look(("api", Lifecycle.Running)), Look(("api", Lifecycle.Running), ("web", Lifecycle.Zombie))));
    }

    [Fact]
    public void A_source_that_answers_late_brings_no_news()
        => Assert.Equal("", Hear(Tell, Look(("api", Lifecycle.Running)) with { Awaited = [Rows.Worker("web").Source] }, Look(("api", Lifecycle.Running), ("web", Lifecycle.Zombie))));

    [Fact]
    public void What_its_pane_says_of_a_worker_known_as_a_process_is_no_news()
    {
        var found = CliRun.Look(Rows.Judged(Rows.Worker("web"))) with { Awaited = ["tmux"] };
        var paned = Rows.Worker("web") with { Pane = new PaneSighting(Rows.Pane()) };
        Assert.Equal("", Hear(Tell, found, CliRun.Look(Rows.Judged(paned, Lifecycle.Waiting))));
        Assert.Equal("bell", Hear(Tell, CliRun.Look(Rows.Judged(paned)) with { Awaited = ["tmux"] }, CliRun.Look(Rows.Judged(paned, Lifecycle.Waiting))));
    }

    [Fact]
    public void A_gap_is_no_change()
    {
        var known = Rows.Judged(Rows.Worker("web"), Lifecycle.Unknown);
        var gap = CliRun.Look(known with { Verdict = known.Verdict with { LastKnown = Lifecycle.Zombie } });
        Assert.Equal("", Hear(Tell, gap, Look(("web", Lifecycle.Zombie))));
        var other = CliRun.Look(known with { Verdict = known.Verdict with { LastKnown = Lifecycle.Running } });
        Assert.Equal("tell web running>zombie, bell", Hear(Tell, other, Look(("web", Lifecycle.Zombie))));
        const string unknown = """{ "bell": ["unknown"] }""";
        Assert.Equal("bell", Hear(unknown, Look(("web", Lifecycle.Running)), other));
        Assert.Equal("", Hear(unknown, other, gap));
    }

    [Fact]
    public void One_command_can_be_set_for_all_that_needs_you_and_what_is_set_on_the_screen_holds_at_once()
    {
        const string config = """{ "hook": ["notify-send", "a b"] }""";
        var (before, after) = (Look(("web", Lifecycle.Running)), Look(("web", Lifecycle.Stalled)));
        Assert.Equal("hook web running>stalled", Hear(config, before, after));
        var heard = new Heard();
        var hooks = Hooks.Of(Settings(config), Screen(config), readOnly: false);
        hooks.Take(new UiSettings { Bell = "stalled, running>zombie" });
        hooks.Seen(before, after, heard);
        Assert.Equal("bell", Assert.Single(heard.Said));
    }

    [Fact]
    public void A_snoozed_worker_is_not_heard()
    {
        var snoozed = Rows.Judged(Rows.Worker("web"), Lifecycle.Zombie) with { SnoozedUntil = Rows.Now.AddMinutes(1) };
        Assert.Equal("", Hear(Tell, Look(("web", Lifecycle.Running)), CliRun.Look(snoozed)));
    }

    [Fact]
    public void A_filter_says_which_workers_it_is_about()
    {
        const string filtered = """{ "hooks": [{ "name": "tell", "on": ["zombie"], "filter": "web", "run": ["true"] }] }""";
        Assert.Equal("tell web running>zombie", Hear(filtered, Look(("web", Lifecycle.Running), ("api", Lifecycle.Running)), Look(("web", Lifecycle.Zombie), ("api", Lifecycle.Zombie))));
    }

    [Fact]
    public void Reading_only_leaves_the_bell()
        => Assert.Equal("bell", Hear(Tell, Look(("web", Lifecycle.Running)), Look(("web", Lifecycle.Zombie)), readOnly: true));

    [Fact]
    public void A_command_is_told_who_and_what_by_its_environment_and_no_shell_reads_its_arguments()
    {
        using var folder = new TempFolder();
        using var inbox = new Inbox();
        using var runner = new HookRunner(inbox, () => { });
        string script = folder.Write("hook", "#!/bin/sh\nprintf '%s|' \"$1\" \"$LIFETOP_KEY\" \"$LIFETOP_NAME\" \"$LIFETOP_STATE\" \"$LIFETOP_WAS\" > \"$2.new\"\nmv \"$2.new\" \"$2\"\n");
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var rule = new HookRule("tell", [], [script, "$(id) `id` *", folder.File("said")], Lifetop.Model.Query.WorkerFilter.Everything);
        runner.Run(rule, Rows.Judged(Rows.Worker("we;b"), Lifecycle.Zombie), Lifecycle.Running);
        Eventually.True(() => File.Exists(folder.File("said")), "the hook runs");
        Assert.Equal($"$(id) `id` *|{Rows.Worker("we;b").Key.Text}|we;b|zombie|running|", File.ReadAllText(folder.File("said")));
    }

    [Fact]
    public void A_command_that_fails_is_told_by_name()
    {
        using var inbox = new Inbox();
        using var runner = new HookRunner(inbox, () => { });
        runner.Run(new HookRule("tell", [], ["sh", "-c", "echo no >&2; exit 3"], Lifetop.Model.Query.WorkerFilter.Everything), Rows.Judged(Rows.Worker("web"), Lifecycle.Zombie), null);
        Message? said = null;
        Eventually.True(() => (said ??= inbox.Take()) is not null, "it is told");
        Assert.Equal(new Told(Outcome.Failed, "hook tell: exit 3: no"), said);
        runner.Run(new HookRule("gone", [], ["/no/such/program"], Lifetop.Model.Query.WorkerFilter.Everything), Rows.Judged(Rows.Worker("web"), Lifecycle.Zombie), null);
        said = null;
        Eventually.True(() => (said ??= inbox.Take()) is not null, "it is told");
        Assert.StartsWith("hook gone: /no/such/program", Assert.IsType<Told>(said).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_takes_too_long_is_ended_and_told_of()
    {
        using var inbox = new Inbox();
        using var runner = new HookRunner(inbox, () => { }) { Deadline = TimeSpan.FromMilliseconds(100) };
        runner.Run(new HookRule("slow", [], ["sleep", "1000"], Lifetop.Model.Query.WorkerFilter.Everything), Rows.Judged(Rows.Worker("web"), Lifecycle.Zombie), null);
        Message? said = null;
        Eventually.True(() => (said ??= inbox.Take()) is not null, "it is told");
        Assert.StartsWith("hook slow: ", Assert.IsType<Told>(said).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_one_worker_there_is_one_a_second_and_another_does_not_wait_for_it()
    {
        using var folder = new TempFolder();
        using var inbox = new Inbox();
        using var runner = new HookRunner(inbox, () => { });
        var rule = new HookRule("tell", [], ["sh", "-c", $"date +%s.%N > '{folder.Path}'/$LIFETOP_STATE.$LIFETOP_NAME.new; mv '{folder.Path}'/$LIFETOP_STATE.$LIFETOP_NAME.new '{folder.Path}'/$LIFETOP_STATE.$LIFETOP_NAME"], Lifetop.Model.Query.WorkerFilter.Everything);
        runner.Run(rule, Rows.Judged(Rows.Worker("web"), Lifecycle.Zombie), null);
        runner.Run(rule, Rows.Judged(Rows.Worker("web"), Lifecycle.Failed), null);
        runner.Run(rule, Rows.Judged(Rows.Worker("api"), Lifecycle.Failed), null);

        double[] Told() => [.. Directory.GetFiles(folder.Path, "*.web").Select(static file => double.Parse(File.ReadAllText(file), System.Globalization.CultureInfo.InvariantCulture)).Order()];
        Eventually.True(() => Told().Length == 2 && File.Exists(folder.File("failed.api")), "all three");
        // A start takes its time: the first may be the later by as much, but two turns are a second apart.
        Assert.True(Told()[1] - Told()[0] > 0.5, string.Join(' ', Told()));
        Assert.Null(inbox.Take());
    }

    [Fact]
    public void Never_more_than_a_few_run_at_once_and_all_of_them_run()
    {
        using var folder = new TempFolder();
        using var inbox = new Inbox();
        using var runner = new HookRunner(inbox, () => { });
        // Each stays until a file is there, and leaves a mark when it begins.
        string script = folder.Write("hook", $"#!/bin/sh\n: > '{folder.Path}'/began.$LIFETOP_NAME\nwhile [ ! -e '{folder.Path}'/go ]; do sleep 0.05; done\n: > '{folder.Path}'/ended.$LIFETOP_NAME\n");
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var rule = new HookRule("tell", [], [script], Lifetop.Model.Query.WorkerFilter.Everything);
        for (int i = 0; i < 10; i++)
            runner.Run(rule, Rows.Judged(Rows.Worker($"w{i}"), Lifecycle.Zombie), null);
        Eventually.True(() => Directory.GetFiles(folder.Path, "began.*").Length == 3, "three run");
        Assert.Equal(3, Directory.GetFiles(folder.Path, "began.*").Length);
        folder.Write("go", "");
        Eventually.True(() => Directory.GetFiles(folder.Path, "ended.*").Length == 10, "all have run");
        Assert.Null(inbox.Take());
    }
}
