using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using Lifetop.Model;
using Lifetop.Model.Systems;
using Lifetop.Observation;
using Lifetop.Observation.Systems;
using Lifetop.Observation.Systems.Multiclaude;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Observation.Systems.Multiclaude;

/// <summary>What is read of multiclaude's files, whatever is in them.</summary>
[Trait("Waits", "long")]
public sealed class FileTests : IDisposable
{
    private readonly SampleTree _tree = new SampleTree(MulticlaudeWorld.System, "current").Copy();

    private string State => _tree.File(".multiclaude/state.json");

    public void Dispose() => _tree.Dispose();

    [Fact]
    public void Reads_all_that_an_entry_says()
    {
        var otter = The(Source().Look(SampleTime.Start), "multiclaude/my.app/happy-otter");
        Assert.Equal(("worker", "Add retry to the uploader", WorkerKind.Agent), (otter.Type, otter.Task, otter.Kind));
        Assert.Equal(_tree.File(".multiclaude/wts/my.app/happy-otter"), otter.Worktree);
        Assert.Equal(_tree.File(".multiclaude/output/my.app/workers/happy-otter.log"), otter.Log);
        Assert.Equal(("mc-my-app", "happy-otter"), (otter.Pane!.SessionName, otter.Pane.WindowName));
        Assert.Equal(DateTimeOffset.Parse("2026-11-21T11:00:00.1234567Z", CultureInfo.InvariantCulture), otter.WrittenAt);
        var bear = The(Source().Look(SampleTime.Start), "multiclaude/my.app/old-bear");
        Assert.Equal(("work/old-bear", "https://example.invalid/acme/my.app/pull/7", "merged"), (bear.Branch, bear.ResultUrl, bear.NativeState));
        var cat = The(Source().Look(SampleTime.Start), "multiclaude/my.app/lost-cat");
        Assert.Equal("tests red", cat.Summary);
        // Its completion was never set: the zero value is no time.
        Assert.Equal(DateTimeOffset.Parse("2026-11-19T18:20:00.1234567Z", CultureInfo.InvariantCulture), cat.SaysSince);
    }

    [Fact]
    public void The_clone_that_persistent_agents_share_is_never_theirs_to_remove()
    {
        var supervisor = The(Source().Look(SampleTime.Start), "multiclaude/my.app/supervisor");
        Assert.Null(supervisor.Worktree);
        Assert.Equal(_tree.File(".multiclaude/repos/my.app"), supervisor.Cwd);
    }

    [Fact]
    public void A_folder_elsewhere_is_never_an_agents_own_whatever_the_entry_says()
    {
        _tree.Write(".multiclaude/state.json", $$"""
            { "repos": { "r": { "agents": {
              "a": { "type": "worker", "worktree_path": "{{_tree.Home}}" }, "b": { "type": "worker", "worktree_path": "/" },
              "c": { "type": "worker", "worktree_path": "{{_tree.Home}}/.multiclaude/wts/r/c/../../../.." }, "../d": { "type": "worker" },
              "e": { "type": "worker", "worktree_path": "{{_tree.Home}}/.multiclaude/wts/r/e" } } } } }
            """);
        var agents = Source().Look(SampleTime.Start).Declarations.Where(static one => one.System is MulticlaudeFacts { Role: MulticlaudeRole.Agent }).ToList();
        Assert.Equal(["a", "b", "c", "e"], agents.Select(static one => one.Name));
        Assert.Equal([null, null, null, _tree.File(".multiclaude/wts/r/e")], agents.Select(static one => one.Worktree));
        Assert.All(agents, static one => Assert.Equal("mc-r", one.Pane!.SessionName));
    }

    [Fact]
    public void Costs_a_stat_where_there_is_no_multiclaude_and_finds_it_once_there_is()
    {
        using var home = new TempFolder();
        var source = new MulticlaudeSource(new SystemPlaces { Home = home.Path });
        var nothing = source.Look(SampleTime.Start);
        Assert.Empty(nothing.Declarations);
        Assert.Same(nothing, source.Look(SampleTime.Start + TimeSpan.FromSeconds(5)));
        home.Write(".multiclaude/state.json", """{ "repos": { "r": { "agents": { "a": {} } } } }""");
        Assert.Equal(["multiclaude/daemon", "multiclaude/r/a"], source.Look(SampleTime.Start).Declarations.Select(static one => one.Key.Text));
    }

    [Fact]
    public void Roots_of_the_config_are_told_apart_by_their_folder()
    {
        using var other = new TempFolder();
        other.Write("team/.multiclaude/state.json", """{ "repos": { "my.app": { "agents": { "happy-otter": {} } } } }""");
        var source = new MulticlaudeSource(new SystemPlaces { Home = _tree.Home, RootsOf = label => label == "multiclaude" ? [other.File("team/.multiclaude")] : [] });
        var declarations = source.Look(SampleTime.Start).Declarations;
        Assert.Contains(declarations, static one => one.Key.Text == "multiclaude/my.app/happy-otter");
        Assert.Contains(declarations, static one => one.Key.Text == "multiclaude@team/my.app/happy-otter");
        Assert.Equal(declarations.Length, declarations.Select(static one => one.Identity).Distinct().Count());
    }

    [Fact]
    public void No_secret_of_its_files_is_kept()
    {
        const string secret = "ghp_DO_NOT_SHOW";
        string text = File.ReadAllText(State)
            .Replace("https://example.invalid/acme", $"https://me:{secret}@example.invalid/acme", StringComparison.Ordinal)
            .Replace("\"hooks\": {", $"\"api_key\": \"{secret}\", \"hooks\": {{ \"on_pr\": \"notify --token {secret}\",", StringComparison.Ordinal)
            .Replace("\"mood\": \"curious\"", $"\"token\": \"{secret}\"", StringComparison.Ordinal);
        _tree.Write(".multiclaude/state.json", text);
        var answer = Source().Look(SampleTime.Start);
        Assert.True(answer.Declarations.Length > 10);
        foreach (var declaration in answer.Declarations)
            Assert.DoesNotContain("DO_NOT_SHOW", declaration.ToString(), StringComparison.Ordinal);
        Assert.All(answer.Gaps, static gap => Assert.DoesNotContain("DO_NOT_SHOW", gap.What, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Damage_to_any_byte_never_throws_and_never_names_a_folder_or_process_to_end(int seed)
    {
        var random = new Random(seed);
        byte[] whole = File.ReadAllBytes(State);
        byte[] pid = Encoding.ASCII.GetBytes("777777700\n");
        var good = Source().Look(SampleTime.Start);
        var source = Source();
        source.Look(SampleTime.Start);
        string[] folders = [.. Directory.GetDirectories(_tree.File(".multiclaude/wts"), "*", SearchOption.AllDirectories), _tree.File(".multiclaude/wts/my.app/review-12"), _tree.File(".multiclaude/wts/my.app/odd-one")];
        for (int i = 0; i < 60; i++)
        {
            // What has no end is torn for sure; a changed byte may still be whole JSON, and is then believed.
            bool isCut = i % 2 == 0;
            byte[] damaged = isCut ? whole[..random.Next(whole.Length - 1)] : (byte[])whole.Clone();
            if (!isCut)
                for (int flips = random.Next(1, 4); flips > 0; flips--)
                    damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            byte[] daemon = [.. pid[..random.Next(pid.Length)], (byte)random.Next(256)];
            SampleTree.Put(_tree.File(".multiclaude/daemon.pid"), daemon, SampleTime.Start);
            SampleTree.Put(State, damaged, SampleTime.Start + TimeSpan.FromSeconds(i));
            var answer = source.Look(SampleTime.Start + TimeSpan.FromSeconds(i));
            foreach (var declaration in answer.Declarations)
            {
                Assert.True(declaration.Worktree is not { } worktree || folders.Contains(worktree), declaration.Worktree);
                Assert.Null(declaration.System is MulticlaudeFacts ? declaration.Process : null);
                Assert.All(declaration.Leaves, left => Assert.True(left.Kind != "file" || Path.GetDirectoryName(left.What) == _tree.File(".multiclaude"), left.What));
            }
            if (!isCut)
                continue;
            Assert.Equal(State, Assert.Single(answer.Gaps).Scope);
            if (i == 0)
                Assert.Equal(good.Declarations.Select(static one => one.Identity), answer.Declarations.Select(static one => one.Identity));
            Assert.Contains(answer.Declarations, static one => one.System is MulticlaudeFacts { Role: MulticlaudeRole.Agent });
        }
    }

    [Fact]
    public void A_steady_look_at_two_hundred_agents_returns_the_same_answer_and_makes_next_to_nothing()
    {
        string agents = string.Join(",\n", Enumerable.Range(0, 200).Select(static i => string.Create(CultureInfo.InvariantCulture,
            $$"""   "w{{i}}": { "type": "worker", "tmux_window": "w{{i}}", "session_id": "s{{i}}", "pid": {{1000 + i}}, "created_at": "2026-11-21T03:00:00Z" }""")));
        for (int i = 0; i < 200; i++)
            Directory.CreateDirectory(_tree.File($".multiclaude/wts/big/w{i}"));
        _tree.Write(".multiclaude/state.json", $$"""{ "repos": { "big": { "agents": { {{agents}} } } } }""");
        var source = Source();
        // Later than anything was written, so that what was read has settled.
        var now = DateTimeOffset.UtcNow + TimeSpan.FromMinutes(1);
        var first = source.Look(now);
        // 200 agents, the daemon, and the worktrees of the repositories that the state no longer knows.
        Assert.True(first.Declarations.Length >= 201);
        source.Look(now);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10; i++)
            Assert.Same(first, source.Look(now + TimeSpan.FromSeconds(i)));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10 * 1024);
    }

    [Fact]
    public void News_of_one_agent_leave_the_others_the_very_same_declarations()
    {
        var source = Source();
        var before = source.Look(SampleTime.Start);
        _tree.Write(".multiclaude/state.json", _tree.Read(".multiclaude/state.json").Replace("Refactor parser", "Refactor the parser", StringComparison.Ordinal), SampleTime.Start + TimeSpan.FromSeconds(9));
        var after = source.Look(SampleTime.Start + TimeSpan.FromSeconds(9));
        Assert.Equal("Refactor the parser", The(after, "multiclaude/my.app/quiet-shell").Task);
        Assert.Same(The(before, "multiclaude/my.app/happy-otter"), The(after, "multiclaude/my.app/happy-otter"));
        Assert.Same(The(before, "multiclaude/my.app/orphan-elk"), The(after, "multiclaude/my.app/orphan-elk"));
    }

    private MulticlaudeSource Source() => new(new SystemPlaces { Home = _tree.Home });

    private static Declaration The(SourceAnswer answer, string key) => Assert.Single(answer.Declarations, one => one.Key.Text == key);
}
