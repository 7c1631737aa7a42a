using System;
using System.IO;
using System.Linq;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>What became of pull requests, asked of a gh that speaks as the real one does.</summary>
public sealed class ResultTests : Scenario
{
    private const string Url = "https://github.com/acme/board/pull/7";

    /// <summary>Notes how it was called, and does as the script says.</summary>
    private void Gh(string script)
    {
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
