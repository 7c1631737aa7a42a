using System;
using System.IO;
using System.Linq;
using System.Text;
using Lifetop.Model;
using Lifetop.Observation.Sources;
using Lifetop.Platform;
using Lifetop.Tests.Observation.Proc;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Observation.Sources;

[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class ManifestSourceTests : IDisposable
{
    private const string Boot = "6d2c4c8e-3f0d-4a53-9f5e-0c1d2e3f4a5b";

    private readonly Scratch scratch = new();
    private readonly ManifestSource source;
    private readonly DateTimeOffset now = DateTimeOffset.UtcNow;

    public ManifestSourceTests() => source = new ManifestSource(scratch.Root);

    public void Dispose() => scratch.Dispose();

    [Fact]
    public void Takes_every_field()
    {
        string path = scratch.Write("build.json", $$"""
            {
              "key": "team/build-1", "name": "builder", "kind": "agent", "type": "coder",
              "command": ["claude", "--model", "x"], "cwd": "/srv/app", "pid": 4242, "start_ticks": 991122, "boot_id": "{{Boot}}",
              "pane": { "socket": "/tmp/tmux-0/default", "server_pid": 900, "server_start_ticks": 5, "id": "%7", "belongs": false },
              "log": "/srv/app/build.log", "heartbeat_file": "/srv/app/beat", "heartbeat_at": "2026-11-21T10:00:00.25+01:00", "heartbeat_limit": "90s", "grace": 30,
              "owner": { "name": "boss", "pid": 77, "start_ticks": 12, "program": "boss" },
              "task": "fix it", "priority": 3, "tokens": { "allocated": 1000, "used": 10 }, "health": 81.6,
              "state": "thinking", "states": { "thinking": "waiting", "done": "completed" }, "state_since": 1795219200,
              "result_url": "https://example.org/pr/1", "summary": "ok", "branch": "fix", "worktree": "/srv/wt",
              "restart": "on-failure", "restarts": 2, "created_at": "2026-11-21T09:00:00Z",
              "leaves": ["/srv/app/lock"], "markers": { "BUILD": "1" }, "unknown": { "deep": [1, 2, { "x": null }] }
            }
            """);
        var d = Declared();
        Assert.Equal(("manifest:team/build-1", "manifest/team/build-1", "builder", WorkerKind.Agent, "coder"), (d.Identity, d.Key.Text, d.Name, d.Kind, d.Type));
        Assert.Equal(new ProcessClaim(4242) { StartTicks = 991122, Boot = Guid.Parse(Boot) }, d.Process);
        Assert.Equal(new PaneClaim { Socket = "/tmp/tmux-0/default", PaneId = "%7", ServerPid = 900, ServerStartTicks = 5, Belongs = false }, d.Pane);
        Assert.Equal(new OwnerClaim("boss") { Process = new ProcessIdentity(77, 12, Guid.Parse(Boot)), AncestorProgram = "boss" }, d.Owner);
        Assert.Equal(("claude --model x", "/srv/app", "/srv/app/build.log", "/srv/app/beat", "/srv/wt", "fix"), (d.Command, d.Cwd, d.Log, d.HeartbeatFile, d.Worktree, d.Branch));
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 9, 0, 0, 250, TimeSpan.Zero), d.LastBeat);
        Assert.Equal((TimeSpan.FromSeconds(90), TimeSpan.FromSeconds(30)), (d.HeartbeatLimit, d.Grace));
        Assert.Equal(("fix it", "3", "https://example.org/pr/1", "ok"), (d.Task, d.Priority, d.ResultUrl, d.Summary));
        Assert.Equal((1000L, 10L, 82, 2, "on-failure"), (d.TokensAllocated, d.TokensUsed, d.HealthScore, d.Restarts, d.RestartPolicy));
        Assert.Equal(("thinking", DeclaredState.Waiting, new DateTimeOffset(2026, 11, 21, 0, 0, 0, TimeSpan.Zero)), (d.NativeState, d.Says, d.SaysSince));
        Assert.Equal([path, "/srv/app/beat", "/srv/app/lock"], d.Leaves.Select(leaf => leaf.What));
        Assert.Equal(new EnvironmentMarker("BUILD", "1"), Assert.Single(d.Markers));
        Assert.Empty(d.Remarks);
    }

    [Fact]
    public void Passes_over_a_field_of_the_wrong_type_and_names_its_line()
    {
        scratch.Write("a.json", """
            { "key": "a",
              "task": 7,
              "tokens": [1],
              "leaves": ["/ok", 5],
              "cwd": "relative/place",
              "health": 400, "started_at": "soon", "boot_id": "x", "pane": { "id": "%1" }, "kind": "robot",
              "summary": "\ud800", "name": null, "worktree": "/srv/../etc" }
            """);
        var d = Declared();
        Assert.Null(d.Malformed);
        Assert.Equal("a", d.Name);
        Assert.Null(d.Task ?? d.Cwd ?? d.Worktree ?? d.Summary);
        Assert.Null(d.Pane);
        string remarks = string.Join('\n', d.Remarks.Select(remark => remark.Text));
        foreach (string field in (string[])["task (line 2)", "tokens (line 3)", "leaves (line 4)", "cwd", "health (line 6)", "started_at", "boot_id", "pane.id", "kind robot", "summary", "worktree"])
            Assert.Contains(field, remarks, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("2147483648")]
    [InlineData("1.5")]
    [InlineData("\"4242\"")]
    public void A_pid_that_is_none_makes_the_file_bad_and_no_process(string pid)
    {
        scratch.Write("a.json", $$"""{"key":"a","pid":{{pid}}, "worktree": "/srv/w", "pane": {"session": "s"} }""");
        var d = Declared();
        Assert.Null(d.Process);
        Assert.Null(d.Worktree);
        Assert.Null(d.Pane);
        Assert.Empty(d.Leaves);
        Assert.Contains("pid", d.Malformed, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pid_of_zero_has_not_started_and_waits_since_its_creation()
    {
        scratch.Write("a.json", """{"key":"a","pid":0,"created_at":"2026-01-01T00:00:00Z"}""");
        var d = Declared();
        Assert.Null(d.Process);
        Assert.Null(d.Malformed);
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), d.WrittenAt);
    }

    [Theory]
    [InlineData("""{"key":"a","ended":{"exit_code":0,"at":5}}""", DeclaredState.Completed)]
    [InlineData("""{"key":"a","ended":{"exit_code":3}}""", DeclaredState.Failed)]
    [InlineData("""{"key":"a","ended":{"signal":9}}""", DeclaredState.Failed)]
    [InlineData("""{"key":"a","ended":{}}""", DeclaredState.Over)]
    [InlineData("""{"key":"a","ended":null}""", DeclaredState.Nothing)]
    [InlineData("""{"key":"a","state":"idle"}""", DeclaredState.Idle)]
    [InlineData("""{"key":"a","state":"odd"}""", DeclaredState.Nothing)]
    [InlineData("""{"key":"a","state":"idle","states":{"idle":"live"}}""", DeclaredState.Live)]
    [InlineData("""{"key":"b","state":"idle","key":"a","state":"failed"}""", DeclaredState.Failed)]
    public void Says_what_its_words_mean(string json, DeclaredState says)
    {
        scratch.Write("a.json", json);
        Assert.Equal(("manifest/a", says), (Declared().Key.Text, Declared().Says));
    }

    [Fact]
    public void A_torn_file_is_a_gap_beside_its_last_good_view_and_then_right_again()
    {
        string path = scratch.Write("a.json", """{"key":"a","pid":5}""");
        source.Look(now);
        scratch.Write("a.json", """{"key":"a","pi""");
        var torn = source.Look(now);
        Assert.Equal((path, true), (Assert.Single(torn.Gaps).Scope, torn.Gaps[0].HidesWorkers));
        Assert.Equal(5, Assert.Single(torn.Declarations).Process?.Pid);
        scratch.Write("a.json", """{"key":"a","pid":6}""");
        var whole = source.Look(now);
        Assert.Empty(whole.Gaps);
        Assert.Equal(6, Assert.Single(whole.Declarations).Process?.Pid);
    }

    public static TheoryData<string, byte[]> WrongFiles => new()
    {
        { "torn", "{\"key\":\"a\""u8.ToArray() },
        { "empty", [] },
        { "blank", "   \n"u8.ToArray() },
        { "two documents", "{\"key\":\"a\"}{}"u8.ToArray() },
        { "no object", "[1,2]"u8.ToArray() },
        { "no key", "{\"name\":\"x\"}"u8.ToArray() },
        { "key of controls", "{\"key\":\"a\\u001b[2J\"}"u8.ToArray() },
        { "binary", [0, 1, 2, 0xFF, 0xFE, (byte)'{', 0] },
        { "not utf-8", [(byte)'{', (byte)'"', 0xC3, 0x28, (byte)'"', (byte)':', (byte)'1', (byte)'}'] },
        { "deep", Encoding.UTF8.GetBytes("{\"key\":\"a\",\"x\":" + new string('[', 100_000)) },
        { "deep and whole", Encoding.UTF8.GetBytes("{\"key\":\"a\",\"x\":" + new string('[', 65) + new string(']', 65) + "}") },
    };

    [Theory]
    [MemberData(nameof(WrongFiles))]
    public void A_wrong_file_is_a_gap_for_a_minute_then_malformed_and_harms_no_other(string what, byte[] bytes)
    {
        scratch.Write("wrong.json", bytes);
        scratch.Write("good.json", """{"key":"good","pid":9}""");
        var young = source.Look(now);
        Assert.True(young.Gaps.Length == 1, what);
        Assert.Equal(9, young.Declarations.Single(d => d.Name == "good").Process?.Pid);
        var old = source.Look(now + TimeSpan.FromSeconds(61));
        Assert.Empty(old.Gaps);
        var wrong = old.Declarations.Single(d => d.Name == "wrong.json");
        Assert.NotNull(wrong.Malformed);
        Assert.Null(wrong.Process);
        Assert.Same(old, source.Look(now + TimeSpan.FromSeconds(70)));
    }

    [Fact]
    public void Wrong_bytes_written_again_do_not_get_younger()
    {
        scratch.Write("a.json", "{");
        source.Look(now);
        scratch.Write("a.json", "{");
        Assert.Single(source.Look(now + TimeSpan.FromSeconds(59)).Gaps);
        scratch.Write("a.json", "{");
        Assert.NotNull(Assert.Single(source.Look(now + TimeSpan.FromSeconds(61)).Declarations).Malformed);
        scratch.Write("a.json", "{ ");
        Assert.Single(source.Look(DateTimeOffset.UtcNow).Gaps);
    }

    [Fact]
    public void A_file_that_was_wrong_long_before_we_came_is_malformed_at_once()
    {
        scratch.Write("a.json", "{");
        Assert.NotNull(Assert.Single(source.Look(now + TimeSpan.FromMinutes(5)).Declarations).Malformed);
    }

    [Fact]
    public void Huge_files_fifos_and_links_are_refused_without_reading()
    {
        scratch.Sparse("huge.json", 100L << 20);
        scratch.Fifo("fifo.json");
        scratch.Link("link.json", "/etc/hostname");
        scratch.Link("loop.json", "loop.json");
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var answer = source.Look(now);
        Assert.True(clock.ElapsedMilliseconds < 1000);
        Assert.Contains("larger than 4 MB", Assert.Single(answer.Gaps).What, StringComparison.Ordinal);
        foreach (string name in (string[])["fifo.json", "link.json", "loop.json"])
            Assert.NotNull(answer.Declarations.Single(d => d.Name == name).Malformed);
        Assert.NotNull(source.Look(now + TimeSpan.FromSeconds(61)).Declarations.Single(d => d.Name == "huge.json").Malformed);
    }

    [Fact]
    public void A_key_belongs_to_the_first_file_only()
    {
        scratch.Write("a.json", """{"key":"same","pid":1}""");
        scratch.Write("b.json", """{"key":"same","pid":2}""");
        var answer = source.Look(now);
        Assert.Equal(1, answer.Declarations.Single(d => d.Key.Text == "manifest/same").Process?.Pid);
        var second = answer.Declarations.Single(d => d.Key.Text == "manifest/b.json");
        Assert.Contains("a.json's already", second.Malformed, StringComparison.Ordinal);
        Assert.Null(second.Process);
    }

    [Fact]
    public void A_manifest_of_another_user_is_not_believed()
    {
        var foreign = new FileStamp(1, 2, 3, 4, 5) { Mode = 0x8180, Owner = FileStamp.Of(scratch.Root).Owner + 1 };
        var text = source.Parse("/x/a.json", """{"key":"a","pid":5}"""u8, foreign);
        Assert.Equal((FileTrouble.Bad, $"it belongs to user {foreign.Owner}"), (text.Trouble, text.Why));
        Assert.Null(text.Declaration);
    }

    [Fact]
    public void A_missing_folder_has_no_workers_and_is_watched_for()
    {
        var none = new ManifestSource(scratch["none"]);
        var answer = none.Look(now);
        Assert.Empty(answer.Declarations);
        Assert.Empty(answer.Gaps);
        Assert.Equal(scratch["none"], Assert.Single(answer.Watch));
        scratch.Write("none/a.json", """{"key":"a"}""");
        Assert.Single(none.Look(now).Declarations);
    }

    [Fact]
    public void A_folder_that_became_a_file_is_a_gap_beside_the_last_good_view()
    {
        scratch.Write("place/a.json", """{"key":"a","pid":5}""");
        var manifests = new ManifestSource(scratch["place"]);
        manifests.Look(now);
        Directory.Delete(scratch["place"], recursive: true);
        scratch.Write("place", "");
        var answer = manifests.Look(now);
        Assert.Contains(answer.Gaps, gap => gap.HidesWorkers && gap.Scope == scratch["place"]);
        Assert.Equal(5, Assert.Single(answer.Declarations).Process?.Pid);
    }

    [Fact]
    public void A_folder_that_is_a_link_to_nothing_is_a_gap_wherever_the_link_is()
    {
        scratch.Link("away", scratch["not-mounted"]);
        var answer = new ManifestSource(scratch["away/workers"]).Look(now);
        Assert.Equal((scratch["away/workers"], true), (Assert.Single(answer.Gaps).Scope, answer.Gaps[0].HidesWorkers));
        Directory.CreateDirectory(scratch["not-mounted"]);
        Assert.Empty(new ManifestSource(scratch["away/workers"]).Look(now).Gaps);
    }

    [Fact]
    public void A_folder_that_is_not_ours_to_read_is_a_gap()
    {
        scratch.Write("closed/a.json", """{"key":"a","pid":5}""");
        File.SetUnixFileMode(scratch["closed"], UnixFileMode.None);
        try
        {
            OtherUser.Run(() =>
            {
                var answer = new ManifestSource(scratch["closed"]).Look(now);
                Assert.Contains("permission denied", Assert.Single(answer.Gaps).What, StringComparison.Ordinal);
                Assert.True(answer.Gaps[0].HidesWorkers);
            });
        }
        finally
        {
            File.SetUnixFileMode(scratch["closed"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public void Random_bytes_never_throw_and_never_name_a_process()
    {
        const int seed = 4711;
        var random = new Random(seed);
        byte[] whole = """{"key":"a","pid":4242,"started_at":"2026-11-21T10:00:00Z","tokens":{"used":5},"leaves":["/a"],"pane":{"id":"%1","server_pid":3}}"""u8.ToArray();
        for (int i = 0; i < 3000; i++)
        {
            byte[] bytes = (byte[])whole.Clone();
            if (i % 2 == 0)
                random.NextBytes(bytes);
            else
                for (int change = random.Next(1, 6); change > 0; change--)
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            var text = source.Parse("/x/a.json", bytes.AsSpan(0, random.Next(bytes.Length + 1)), default);
            Assert.True(text.Declaration?.Process is not { } claim || claim.Pid > 0, $"seed {seed}, round {i}");
            Assert.True(i % 2 == 1 || text.Declaration?.Process is null, $"seed {seed}, round {i}");
        }
    }

    [Fact]
    public void An_unchanged_look_over_500_manifests_allocates_nothing_and_is_the_same_object()
    {
        for (int i = 0; i < 500; i++)
            scratch.Write($"w{i}.json", $$"""{"key":"w{{i}}","pid":{{i + 1}},"heartbeat_file":"/nonexistent/{{i}}"}""");
        var later = now + TimeSpan.FromSeconds(10);
        var first = source.Look(later);
        Assert.Equal(500, first.Declarations.Length);
        source.Look(later);
        long before = GC.GetAllocatedBytesForCurrentThread();
        var second = source.Look(later);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Same(first, second);
        Assert.Equal(0, allocated);
        scratch.Write("w7.json", """{"key":"w7","pid":9999}""");
        var third = source.Look(later);
        Assert.Equal(9999, third.Declarations.Single(d => d.Name == "w7").Process?.Pid);
        Assert.Same(first.Declarations.Single(d => d.Name == "w8"), third.Declarations.Single(d => d.Name == "w8"));
    }

    [Fact]
    public void A_heartbeat_file_counts_by_its_time_and_what_it_says()
    {
        string beat = scratch.Write("beat", "");
        scratch.Write("a.json", $$"""{"key":"a","heartbeat_file":"{{beat}}","heartbeat_limit":"3s","state":"live"}""");
        var answer = source.Look(now);
        Assert.Equal(File.GetLastWriteTimeUtc(beat), answer.Declarations[0].LastBeat?.UtcDateTime);
        Assert.Contains(beat, answer.Watch);
        scratch.Write("beat", """{"health": 40, "tokens_used": 12, "task": "read", "state": "waiting"}""");
        var d = source.Look(now).Declarations[0];
        Assert.Equal((40, 12L, "read", "waiting", DeclaredState.Waiting), (d.HealthScore, d.TokensUsed, d.Task, d.NativeState, d.Says));
        var unchanged = source.Look(now);
        Assert.Same(unchanged, source.Look(now));
        scratch.Write("beat", """{"health": 4""");
        Assert.Equal(File.GetLastWriteTimeUtc(beat), source.Look(now).Declarations[0].LastBeat?.UtcDateTime);
    }

    [Fact]
    public void A_heartbeat_ahead_of_the_clock_says_so_until_the_clock_has_caught_up()
    {
        string beat = scratch.Write("beat", "x");
        scratch.SetTime("beat", now + TimeSpan.FromHours(1));
        scratch.Write("a.json", $$"""{"key":"a","heartbeat_file":"{{beat}}"}""");
        Assert.Contains("ahead of the clock", Assert.Single(source.Look(now).Declarations[0].Remarks).Text, StringComparison.Ordinal);
        Assert.Empty(source.Look(now + TimeSpan.FromHours(2)).Declarations[0].Remarks);
    }

    [Fact]
    public void A_heartbeat_file_that_is_a_fifo_is_refused_and_said()
    {
        string beat = scratch.Fifo("beat");
        scratch.Write("a.json", $$"""{"key":"a","heartbeat_file":"{{beat}}"}""");
        var d = Declared();
        Assert.Null(d.LastBeat);
        Assert.Contains("FIFO", Assert.Single(d.Remarks).Text, StringComparison.Ordinal);
    }

    private Declaration Declared() => Assert.Single(source.Look(now).Declarations);
}
