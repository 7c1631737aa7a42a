using System;
using System.IO;
using System.Linq;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>What is still there of a request whose pull request was merged is offered, and taken away by a watch only where it is told to.</summary>
public sealed class MergedWorkTests : EveryCodeScenario
{
    private const string Url = "https://github.com/acme/board/pull/7";

    [Fact]
    public void Merged_work_is_offered_with_its_dev_servers_and_taken_away_by_a_watch_only_where_policy_says_so()
    {
        Answers("OPEN");
        string worktree = Worktree(12);
        Session(12);
        Request(12, "done", $"\"result_pr_url\": \"{Url}\"");
        StartOther();
        var server = Detach(worktree, "sleep", "1000");
        Configure("manifest");
        using var first = Watch();
        ListUntil("every-code/" + Name(12), static one => one.Evidence.Contains("its pull request is open", StringComparison.Ordinal), "was asked about");
        Assert.Contains("kept until its pull request is closed", Lifetop.Run("reap", Name(12), "--dry-run").Output, StringComparison.Ordinal);

        // An answer of long ago is asked for anew.
        Lifetop.Run("watch", "--stop");
        Eventually.True(() => first.HasEnded, "the watch ends");
        File.Delete(Path.Combine(Lifetop.StateFolder, "pull-requests.json"));
        Answers("MERGED");
        using var second = Watch();
        ListUntil("every-code/" + Name(12), static one => one.Evidence.Contains("its pull request is merged", StringComparison.Ordinal), "is merged");
        Assert.Contains("remove worktree", Lifetop.Run("reap", Name(12), "--dry-run").Output, StringComparison.Ordinal);
        Assert.Contains("sweep every-code/" + Name(12), Lifetop.Run("sweep").Output, StringComparison.Ordinal);
        // What the watch may take it takes, and this is not among it.
        var other = Start("sleep", "1000");
        Declare("other", other);
        ListUntil("manifest/other", static one => one.IsAlive, "alive");
        other.Kill();
        ListUntil("manifest/other", static one => one.State == "cleaned", "reaped by the watch");
        Assert.True(!server.HasEnded && File.Exists(SessionFile(12)));

        Configure("every-code");
        Eventually.True(() => !File.Exists(SessionFile(12)), "its session file is gone");
        Assert.True(server.HasEnded);
        Assert.False(Directory.Exists(worktree));
        Assert.True(File.Exists(RequestFile(12)));
        Lifetop.Run("watch", "--stop");
        Eventually.True(() => second.HasEnded, "the watch ends");
    }

    /// <summary>Without the processes of this machine, and reaping by itself what is of this source alone.</summary>
    private void Configure(string reaped)
        => Lifetop.Configure($$"""{ "sources": { "process": { "enabled": false } }, "reap_after": "1s", "policy": { "{{reaped}}": { "reap": "auto" } } }""");

    private RealProcess Watch()
    {
        var environment = Lifetop.Environment.Where(static pair => pair.Value is not null).ToDictionary(static pair => pair.Key, static pair => pair.Value!);
        environment["TMUX"] = environment["TMUX_PANE"] = "";
        return RealProcess.StartIn(Lifetop.Home, environment, [LifetopProgram.Executable, "watch"]);
    }

    private void Answers(string state)
    {
        string path = Lifetop.Folder.File("bin/gh");
        if (File.Exists(path))
            File.Delete(path);
        Lifetop.Folder.Write("bin/gh", $"#!/bin/sh\necho '{{\"state\":\"{state}\"}}'\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        if (!Lifetop.Environment["PATH"]!.StartsWith(Folder, StringComparison.Ordinal))
            Lifetop.Environment["PATH"] = Path.GetDirectoryName(path) + ":" + Lifetop.Environment["PATH"];
    }
}
