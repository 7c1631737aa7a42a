using System;
using System.Globalization;
using System.IO;
using System.Linq;
using Lifetop.Platform;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>Processes and files that belong to somebody else: what cannot be read is said, and nobody is dead for it.</summary>
public sealed class OtherUserTests : Scenario
{
    [Fact]
    public void Keeps_a_worker_of_another_user_running()
    {
        // Without root's rights, everybody's pid 1 is another user's.
        bool isRoot = Libc.EffectiveUser() == 0;
        int pid = isRoot ? Start("sleep", "1000").Pid : 1;
        Declare("theirs", pid, RealProcess.StartTicksOf(pid)!.Value);

        foreach (int look in (int[])[1, 2])
        {
            var result = RunAsNobody("ls", "--json");
            Assert.True(result.ExitCode == 0, result.ToString());
            var worker = result["manifest/theirs"];
            Assert.True(worker.State is "running" or "idle", $"look {look}: {worker}");
            Assert.Equal(pid, worker.Pid);
            Assert.Contains("not ours to read", worker.Evidence, StringComparison.Ordinal);
            Assert.Contains(result.Gaps, gap => gap.StartsWith("proc: ", StringComparison.Ordinal) && gap.Contains($"pid {pid} ", StringComparison.Ordinal));
        }
        Assert.Equal(0, RunAsNobody("why", "manifest/theirs").ExitCode);
    }

    [Fact]
    public void Says_what_it_may_not_read_of_its_own_user_s_manifests()
    {
        var process = Start("sleep", "1000");
        string file = Declare("closed", process);
        Assert.Equal("running", RunAsNobody("ls", "--json")["manifest/closed"].State);
        File.SetUnixFileMode(file, UnixFileMode.None);
        var result = RunAsNobody("ls", "--json");
        Assert.Equal("unknown", result["manifest/closed"].State);
        Assert.Contains(result.Gaps, static gap => gap.StartsWith("manifest: ", StringComparison.Ordinal));
    }

    [Fact]
    public void What_lies_where_nobody_may_look_is_not_gone_but_kept()
    {
        string left = Lifetop.Folder.Write("closed/lock", ""), folder = Path.GetDirectoryName(left)!;
        Declare("over", $"\"state\": \"completed\", \"leaves\": [\"{left}\"]");
        var mode = File.GetUnixFileMode(folder);
        File.SetUnixFileMode(folder, UnixFileMode.None);

        var listed = RunAsNobody("ls", "--json");
        var reaped = RunAsNobody("reap", "over", "--yes");

        File.SetUnixFileMode(folder, mode);
        Assert.Contains("file " + left, listed["manifest/over"].Residue);
        Assert.Contains("/closed/lock kept", reaped.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(left));
    }

    [NeedsRootFact]
    public void K17_ends_the_rest_of_a_tree_in_which_one_is_another_user_s_and_says_so()
    {
        // Root's child below one that gave its rights up.
        var worker = Start("sh", "-c", $"sleep 1000 & exec setpriv --reuid={Nobody} --regid={Nobody} --clear-groups sh -c 'sleep 1001 & wait; sleep 1002'");
        Eventually.True(() => ChildrenOf(worker.Pid).Length == 2, "its children");
        int theirs = ChildrenOf(worker.Pid).Single(static pid => UserOf(pid) == "0");
        Declare("mixed", worker);

        var reaped = RunAsNobody("reap", "mixed", "--yes", "--json");

        Assert.True(reaped.ExitCode == 5, reaped.ToString());
        var processes = reaped.Json.GetProperty("workers")[0].GetProperty("steps")[0].GetProperty("processes").EnumerateArray().ToList();
        Assert.Equal("not ours to signal", processes.Single(process => process.GetProperty("pid").GetInt32() == theirs).GetProperty("how").GetString());
        Assert.Equal(3, processes.Count);
        Assert.True(worker.HasEnded);
        Assert.NotNull(RealProcess.StartTicksOf(theirs));
        RealProcess.Signal(theirs, "KILL");
    }

    [NeedsRootFact]
    public void O9_An_anchor_of_another_user_s_Claude_is_that_of_one_who_lives_and_stays()
    {
        var claude = Start("bash", "-c", "exec -a claude sleep 1000");
        string anchor = Lifetop.Folder.Write($"project/.orchestrator-state/active-session-{claude.Pid}", "4be1c0de-1111-4222-8333-444455556666");
        Lifetop.Configure($$"""{ "sources": { "orchestrator": { "roots": ["{{Lifetop.Folder.File("project")}}"] } } }""");

        var worker = RunAsNobody("ls", "--json")[$"orchestrator/project/active-session-{claude.Pid}"];
        Assert.Equal(("anchor live", claude.Pid), (worker.NativeState, worker.Pid));
        Assert.Equal(0, RunAsNobody("sweep", "--yes").ExitCode);
        var reaped = RunAsNobody("reap", $"active-session-{claude.Pid}", "--yes");
        Assert.True(reaped.ExitCode is 4 or 5 or 6, reaped.ToString());
        Assert.True(File.Exists(anchor), reaped.ToString());
        Assert.False(claude.HasEnded);
    }

    [NeedsHiddenProcessesFact]
    public void Tells_a_hidden_worker_that_lives_from_one_that_is_dead()
    {
        var alive = Start("sleep", "1000");
        var mortal = Start("sleep", "1000");
        Declare("alive", alive);
        Declare("mortal", mortal);
        Assert.Equal("running", RunAsNobody("ls", "--json")["manifest/mortal"].State);

        var hidden = RunHiddenAsNobody("ls", "--json");
        Assert.Equal(("unknown", "unknown"), (hidden["manifest/alive"].State, hidden["manifest/mortal"].State));
        Assert.Contains("hidden", hidden["manifest/alive"].Evidence);
        mortal.Kill();
        hidden = RunHiddenAsNobody("ls", "--json");
        Assert.Equal("unknown", hidden["manifest/alive"].State);
        Assert.True(hidden["manifest/mortal"].IsOver, hidden["manifest/mortal"].ToString());
    }

    [NeedsRootFact]
    public void Does_not_end_for_a_restart_what_would_not_come_back_the_same()
    {
        var ours = Start("sleep", "1000");
        var theirs = StartTheirs();
        Declare("ours", ours, "\"cwd\": \"/\"");
        Declare("theirs", theirs, "\"cwd\": \"/\"");

        var asRoot = Lifetop.Run("restart", "--yes", "theirs");
        var asNobody = RunAsNobody("restart", "--yes", "ours");

        Assert.Equal((4, 4), (asRoot.ExitCode, asNobody.ExitCode));
        Assert.Contains($"pid {theirs.Pid} belongs to another user, and would come back as yours", asRoot.Errors, StringComparison.Ordinal);
        Assert.Contains($"the environment of pid {ours.Pid} cannot be read", asNobody.Errors, StringComparison.Ordinal);
        Assert.False(ours.HasEnded || theirs.HasEnded);
    }

    [NeedsRootFact]
    public void Does_not_end_for_a_restart_whose_file_could_not_name_the_new_one()
    {
        var (first, second, third) = (StartTheirs(), StartTheirs(), StartTheirs());
        string manifest = Declare("web", first, "\"cwd\": \"/\"");
        string pidFile = Lifetop.Folder.Write("pids/api.pid", $"{second.Pid}\n");
        Assert.Equal(0, RunAsNobody("adopt", "--pid", third.Pid.ToString(CultureInfo.InvariantCulture), "--name", "kept").ExitCode);
        Lifetop.Configure($$"""{ "sources.pidfile.globs": ["{{Lifetop.Folder.File("pids")}}/*.pid"] }""");
        string spawned = Directory.CreateDirectory(Path.Combine(Lifetop.StateFolder, "spawned")).FullName;
        foreach (string folder in (string[])[Lifetop.ManifestFolder, Path.GetDirectoryName(pidFile)!, spawned])
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var web = RunAsNobody("restart", "--yes", "manifest/web");
        var api = RunAsNobody("restart", "--yes", "pidfile/api");
        var kept = RunAsNobody("restart", "--yes", "lifetop/kept");

        Assert.Equal((4, 4, 4), (web.ExitCode, api.ExitCode, kept.ExitCode));
        Assert.Contains($"web.json could not name its new process: {Lifetop.ManifestFolder}: permission denied", web.Errors, StringComparison.Ordinal);
        Assert.Contains($"api.pid could not name its new process: {Path.GetDirectoryName(pidFile)}: permission denied", api.Errors, StringComparison.Ordinal);
        Assert.Contains($"{spawned}/kept: permission denied", kept.Errors, StringComparison.Ordinal);
        Assert.False(first.HasEnded || second.HasEnded || third.HasEnded);
        Assert.Contains($"\"pid\": {first.Pid}", File.ReadAllText(manifest), StringComparison.Ordinal);
    }

    [NeedsRootFact]
    public void A_spec_that_may_not_be_written_is_left_at_the_first_step_with_the_reason_and_for_want_of_rights()
    {
        string root = Lifetop.Folder.File("relay"), specs = root + "/coordination/worker-specs";
        string spec = Lifetop.Folder.Write("relay/coordination/worker-specs/active/worker-fix-1.json", """{ "worker_id": "worker-fix-1", "worker_type": "fix-worker", "status": "running", "created_at": "2026-01-01T00:00:00Z", "pid": 999999961, "token_budget": { "allocated": 9000, "used": 2000 } }""");
        string budget = Lifetop.Folder.Write("relay/coordination/token-budget.json", """{ "total": 500000, "allocated": 310000, "in_use": 310000, "available": 190000 }""");
        Lifetop.Configure($$"""{ "sources": { "commit-relay": { "roots": ["{{root}}"] } } }""");
        string before = File.ReadAllText(spec) + File.ReadAllText(budget);
        File.SetUnixFileMode(specs + "/active", UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var reaped = RunAsNobody("reap", "--yes", "commit-relay/relay/worker-fix-1");

        Assert.True(reaped.ExitCode == 6, reaped.ToString());
        Assert.Contains($"mark its spec as zombie: {specs}/active: permission denied", reaped.Output + reaped.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("has changed", reaped.Output + reaped.Errors, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(spec) + File.ReadAllText(budget));
    }

    private RealProcess StartTheirs()
    {
        var process = Start("setpriv", $"--reuid={Nobody}", $"--regid={Nobody}", "--clear-groups", "sleep", "1000");
        Eventually.True(() => RealProcess.NameOf(process.Pid) == "sleep", "it runs");
        return process;
    }

    private static int[] ChildrenOf(int pid)
        => [.. File.ReadAllText($"/proc/{pid}/task/{pid}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)];

    private static string UserOf(int pid)
        => File.ReadLines($"/proc/{pid}/status").First(static line => line.StartsWith("Uid:", StringComparison.Ordinal)).Split('\t')[1];

    private ProgramResult RunHiddenAsNobody(params string[] arguments) => RunAsNobody(Rights.WhereProcessesHide, arguments);
}
