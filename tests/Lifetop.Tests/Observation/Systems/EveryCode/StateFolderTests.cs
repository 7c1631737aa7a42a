using System;
using System.IO;
using System.Linq;
using Lifetop.Model;
using Lifetop.Observation;
using Lifetop.Observation.Systems;
using Lifetop.Observation.Systems.EveryCode;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Observation.Systems.EveryCode;

/// <summary>Where Every Code's state is found, and what may be made of what it wrote there.</summary>
public sealed class StateFolderTests : IDisposable
{
    private readonly TempFolder _home = new();

    private static DateTimeOffset Now => DateTimeOffset.UtcNow + TimeSpan.FromHours(1);

    public void Dispose() => _home.Dispose();

    [Fact]
    public void Several_folders_are_told_apart_by_their_keys()
    {
        Session(".local/state/launchplane/every-code", "every-code-a-b-1-0123456789abcdef");
        Session("work/one/state", "every-code-a-b-1-0123456789abcdef");
        Session("work/two/state", "every-code-a-b-1-0123456789abcdef");
        var keys = Look(_home.File("work/one/state"), _home.File("work/two/state")).Declarations.Select(static one => one.Key.Text).Order();
        Assert.Equal(
            ["every-code/a-b-1-0123456789abcdef", "every-code/worker", "every-code@one/a-b-1-0123456789abcdef", "every-code@one/worker", "every-code@two/a-b-1-0123456789abcdef", "every-code@two/worker"], keys);
    }

    [Fact]
    public void The_one_its_wrapper_was_told_of_is_found_and_a_link_to_it_is_no_second_one()
    {
        Session("told", "every-code-x");
        Directory.CreateSymbolicLink(_home.File("link"), _home.File("told"));
        var source = new EveryCodeSource(new SystemPlaces { Environment = name => name == "LAUNCHPLANE_EVERY_CODE_STATE_DIR" ? _home.File("told") : null, RootsOf = _ => [_home.File("link")] });
        Assert.Equal(["every-code/x", "every-code/worker"], source.Look(Now).Declarations.Select(static one => one.Key.Text));
    }

    [Fact]
    public void What_came_later_is_found_and_what_went_is_forgotten()
    {
        var source = new EveryCodeSource(new SystemPlaces { Home = _home.Path });
        Assert.Empty(source.Look(Now).Declarations);
        Session(".local/state/launchplane/every-code", "x");
        Assert.Equal(2, source.Look(Now).Declarations.Length);
        Directory.Delete(_home.File(".local"), recursive: true);
        Assert.Empty(source.Look(Now).Declarations);
    }

    [Theory]
    [InlineData("every-code/x", "ROOT/every-code-worker/worktrees/r/x", true)]
    [InlineData("every-code/x", "ROOT/every-code-worker/worktrees", false)]
    [InlineData("every-code/x", "ROOT/every-code-worker/worktrees/../../../x", false)]
    [InlineData("every-code/x", "ROOT/every-code-worker/worktrees2/x", false)]
    [InlineData("every-code/x", "ROOT/link", false)]
    [InlineData("every-code/x", "ROOT/every-code-worker/worktrees/r/link", false)]
    [InlineData("every-code/x", "SOURCE", false)]
    [InlineData("every-code/x", "relative", false)]
    [InlineData("", "ROOT/every-code-worker/worktrees/r/x", false)]
    [InlineData("main", "ROOT/every-code-worker/worktrees/r/x", false)]
    public void Only_a_worktree_of_its_own_may_ever_go(string branch, string folder, bool isOwn)
    {
        string root = _home.File("state"), source = _home.File("src");
        Directory.CreateDirectory(source);
        Directory.CreateDirectory(root + "/every-code-worker/worktrees/r");
        Directory.CreateSymbolicLink(root + "/every-code-worker/worktrees/r/link", source);
        folder = folder.Replace("ROOT", root, StringComparison.Ordinal).Replace("SOURCE", source, StringComparison.Ordinal);
        var paths = new EveryCodePaths(root);
        Assert.Equal(isOwn ? folder : null, paths.Worktree(folder, branch, source, null));
        Assert.Null(paths.Worktree(folder, branch, "", null));
        // Below the very checkout it is from it is a part of that.
        Assert.Null(paths.Worktree(folder, branch, root, null));
    }

    [Fact]
    public void Worktrees_that_its_worker_was_told_to_put_elsewhere_are_its_own_too()
    {
        string elsewhere = _home.File("elsewhere/r/x");
        Directory.CreateDirectory(elsewhere);
        Assert.Equal(elsewhere, new EveryCodePaths(_home.File("state")).Worktree(elsewhere, "every-code/x", _home.File("src"), _home.File("elsewhere")));
    }

    [Fact]
    public void Secrets_and_what_is_not_known_are_passed_over()
    {
        Session(".local/state/launchplane/every-code", "x", ", \"token\": \"DO_NOT_SHOW\", \"deep\": { \"api_key\": [\"DO_NOT_SHOW\"] }");
        _home.Write(".local/state/launchplane/every-code/launchplane_every_code_work_requests/x.json",
            """{ "request_id": "x", "state": "strange", "token": "DO_NOT_SHOW", "result_pr_url": "https://me:DO_NOT_SHOW@host/pull/1", "issue_number": "7", "attempt": {} }""");
        _home.Write(".local/state/launchplane/every-code/every-code-worker/worker.pid", """{ "pid": 999999999, "command": ["uv", "--token", "DO_NOT_SHOW"], "secret": "DO_NOT_SHOW" }""");
        _home.Write(".local/state/launchplane/every-code/every-code-worker/worker.log", "401 DO_NOT_SHOW\n");
        var answer = Look();
        Assert.Equal(2, answer.Declarations.Length);
        // The command line of the pid file is only compared with that of its process.
        Assert.DoesNotContain("DO_NOT_SHOW", string.Join('\n', answer.Declarations.Select(static one => (one with { Process = null }).ToString())), StringComparison.Ordinal);
    }

    [Fact]
    public void Session_files_that_cannot_be_listed_are_a_gap_and_no_end_of_anybody()
    {
        Session(".local/state/launchplane/every-code", "x");
        string sessions = _home.File(".local/state/launchplane/every-code/every-code-worker/sessions");
        var source = new EveryCodeSource(new SystemPlaces { Home = _home.Path });
        Assert.Equal(2, source.Look(Now).Declarations.Length);
        Directory.Move(sessions, sessions + "-away");
        File.CreateSymbolicLink(sessions, "/nowhere/at/all");
        Assert.Contains(source.Look(Now + TimeSpan.FromSeconds(5)).Gaps, gap => gap.Scope == sessions && gap.HidesWorkers);
    }

    private SourceAnswer Look(params string[] roots) => new EveryCodeSource(new SystemPlaces { Home = _home.Path, RootsOf = _ => [.. roots] }).Look(Now);

    private void Session(string state, string id, string more = "")
        => _home.Write($"{state}/every-code-worker/sessions/{id}.json", $$"""{ "request_id": "{{id}}", "session_name": "every-code-{{id}}"{{more}} }""");
}
