using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Lifetop.Platform;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>What became of pull requests, asked of a gh that speaks as the real one does.</summary>
public sealed partial class ResultTests : Scenario
{
    private const string Url = "https://github.com/acme/board/pull/7";

    /// <summary>Notes how it was called, and does as the script says.</summary>
    private void Gh(string script)
    {
        if (File.Exists(Lifetop.Folder.File("bin/gh")))
            File.Delete(Lifetop.Folder.File("bin/gh"));
        string path = Lifetop.Folder.Write("bin/gh", $"#!/bin/sh\n[ -t 0 ] && exit 99\necho \"$@\" >> '{Folder}/asked'\n{script}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (!Lifetop.Environment["PATH"]!.StartsWith(Folder, StringComparison.Ordinal))
            Lifetop.Environment["PATH"] = Path.GetDirectoryName(path) + ":" + Lifetop.Environment["PATH"];
    }

    private string[] Asked => File.Exists(Path.Combine(Folder, "asked")) ? File.ReadAllLines(Path.Combine(Folder, "asked")) : [];

    private RealProcess Worker()
    {
        var worker = Start("sleep", "1000");
        Declare("web", worker, $"\"result_url\": \"{Url}\"");
        return worker;
    }

    [Fact]
    public void Who_looks_on_asks_once_and_who_looks_once_knows_it_from_then_on()
    {
        Gh("""echo '{"state":"MERGED"}'""");
        Worker();
        Assert.True(List().Find("manifest/web")!.IsAlive);
        Assert.Empty(Asked);
        using (var stream = Lifetop.Watch())
            stream.Until("manifest/web", worker => worker.State == "zombie", "is over with its pull request merged");
        Assert.Equal([$"pr view {Url} --json state"], Asked);
        var listed = List().Find("manifest/web")!;
        Assert.Equal("zombie", listed.State);
        Assert.Contains($"its pull request is merged ({Url}), seen", listed.Evidence, StringComparison.Ordinal);
        Assert.Single(Asked);
    }

    [Theory]
    [InlineData("exit 4", "gh is not logged in")]
    [InlineData("echo 'error connecting to api.github.com with token ghp_DO_NOT_SHOW' >&2; exit 1", "gh could not find out")]
    [InlineData("echo '{\"state\":'", "gh gave another answer than asked for")]
    public void Who_cannot_be_told_guesses_nothing_and_says_why(string script, string why)
    {
        Gh(script);
        Worker();
        using var stream = Lifetop.Watch();
        var told = stream.Until("manifest/web", worker => worker.Evidence.Contains(why, StringComparison.Ordinal), "says why nobody knows");
        Assert.True(told.IsAlive);
        Assert.DoesNotContain("DO_NOT_SHOW", string.Concat(stream.Lines.Select(line => line.Text)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("OPEN", "running", "its pull request is open")]
    [InlineData("CLOSED", "zombie", "its pull request is closed")]
    public void What_was_answered_is_said_and_an_open_one_ends_nobody(string answer, string state, string said)
    {
        Gh($"echo '{{\"state\":\"{answer}\"}}'");
        Worker();
        using var stream = Lifetop.Watch();
        var told = stream.Until("manifest/web", worker => worker.Evidence.Contains(said, StringComparison.Ordinal), "tells what was answered");
        Assert.Equal(state, told.State == "idle" ? "running" : told.State);
    }

    [Fact]
    public void Without_gh_nothing_is_guessed_and_that_is_said()
    {
        // Only what lifetop itself needs is found there.
        string bin = Directory.CreateDirectory(Lifetop.Folder.File("bare")).FullName;
        foreach (string program in (string[])["tmux", "git", "sh"])
            if (ProgramPath.Find(program) is { } path)
                File.CreateSymbolicLink(Path.Combine(bin, program), path);
        Lifetop.Environment["PATH"] = bin;
        Worker();
        using var stream = Lifetop.Watch();
        var told = stream.Until("manifest/web", worker => worker.Evidence.Contains("gh is not installed", StringComparison.Ordinal), "says why nobody knows");
        Assert.True(told.IsAlive);
    }

    [Fact]
    [Trait("Waits", "long")]
    public void A_gh_that_hangs_delays_no_look_and_is_ended_at_its_deadline()
    {
        Gh("exec sleep 1000");
        Worker();
        using var stream = Lifetop.Watch();
        Eventually.True(() => Asked.Length == 1, "it is asked");
        // Looks go on meanwhile.
        Declare("other", Start("sleep", "1000"));
        var other = stream.Until("manifest/other", worker => worker.IsAlive, "is seen while it hangs");
        Assert.True(other.IsAlive);
        Assert.DoesNotContain("did not answer", List()["manifest/web"].Evidence, StringComparison.Ordinal);
        var told = stream.Until("manifest/web", worker => worker.Evidence.Contains("gh did not answer within 15 s", StringComparison.Ordinal), "says that it hung");
        Assert.True(told.IsAlive);
    }

    [Fact]
    public void Without_an_answer_the_last_known_one_holds_with_its_age()
    {
        Gh("""echo '{"state":"MERGED"}'""");
        Worker();
        using (var stream = Lifetop.Watch())
            stream.Until("manifest/web", worker => worker.State == "zombie", "is over");
        string file = Path.Combine(Lifetop.StateFolder, "pull-requests.json");
        string known = File.ReadAllText(file);
        // An open one is asked about again, and nobody answers.
        File.WriteAllText(file, SeenAt().Replace(known.Replace("merged", "open", StringComparison.OrdinalIgnoreCase), "\"seen_at\":\"" + (DateTimeOffset.UtcNow - TimeSpan.FromHours(2)).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) + "\""));
        Gh("exit 1");
        using (var stream = Lifetop.Watch())
        {
            var told = stream.Until("manifest/web", worker => worker.Evidence.Contains("gh could not find out", StringComparison.Ordinal), "says why nobody knows");
            Assert.Contains($"its pull request is open ({Url}), seen 2h00 ago", told.Evidence, StringComparison.Ordinal);
            Assert.True(told.IsAlive);
        }
    }

    [Fact]
    public void Who_has_no_pull_request_is_asked_about_by_nobody()
    {
        Gh("""echo '{"state":"MERGED"}'""");
        Declare("web", Start("sleep", "1000"), "\"result_url\": \"https://github.com/acme/board/issues/7 --repo x\"");
        using var stream = Lifetop.Watch();
        stream.Until("manifest/web", worker => worker.IsAlive, "is there");
        Declare("other", Start("sleep", "1000"));
        stream.Until("manifest/other", worker => worker.IsAlive, "is there");
        Assert.Empty(Asked);
    }

    [GeneratedRegex("\"seen_at\":\"[^\"]*\"")]
    private static partial Regex SeenAt();

    [Fact]
    public void A_source_that_is_turned_off_asks_nobody()
    {
        Gh("""echo '{"state":"MERGED"}'""");
        Lifetop.Configure("""{ "sources": { "gh": { "enabled": false } } }""");
        Worker();
        using var stream = Lifetop.Watch();
        stream.Until("manifest/web", worker => worker.IsAlive, "is there");
        // A second worker is seen after the looks in which the first would have been asked about.
        Declare("other", Start("sleep", "1000"));
        stream.Until("manifest/other", worker => worker.IsAlive, "is there");
        Assert.Empty(Asked);
    }
}
