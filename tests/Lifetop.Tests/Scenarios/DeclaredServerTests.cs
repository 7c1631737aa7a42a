using System;
using System.IO;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>Panes that are declared on tmux servers which are not among those that lifetop finds by itself.</summary>
public sealed class DeclaredServerTests : Scenario
{
    private const string NoTmux = """{ "sources": { "tmux": { "enabled": false } } }""";

    private readonly TmuxSandbox elsewhere;

    public DeclaredServerTests() => elsewhere = Own(new TmuxSandbox(Lifetop.Folder, "elsewhere"));

    private string BySession(string session) => $$"""
        "pane": { "session": "{{session}}", "socket": "{{elsewhere.Socket}}" }
        """;

    private string ById() => PaneField(elsewhere, elsewhere.Tmux("list-panes", "-a", "-F", "#{pane_id}"));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Are_seen_by_the_first_list(bool byId)
    {
        elsewhere.Start("far", "sleep", "1000");
        Declare("far", byId ? ById() : BySession("far"));

        var row = List()["manifest/far"];

        Assert.Equal(("running", elsewhere.Tmux("list-panes", "-a", "-F", "#{pane_pid}")), (row.State, row.Json.GetProperty("pid").ToString()));
        Assert.Empty(row.Residue);
    }

    [Fact]
    public void Ask_their_question_in_the_first_list()
    {
        elsewhere.Start("far", "sh", "-c", "printf 'Do you want to proceed? (y/n) '; exec sleep 1000");
        Eventually.True(() => elsewhere.Tmux("capture-pane", "-p", "-t", "far").Contains("(y/n)", StringComparison.Ordinal), "the question");
        Declare("far", BySession("far"));

        Assert.Equal("waiting", List()["manifest/far"].State);
    }

    [Fact]
    public void Are_seen_by_who_looks_on_and_on_and_so_is_their_end()
    {
        using var stream = Lifetop.Watch();
        _ = stream.First;
        elsewhere.Start("far", "sleep", "1000");
        Declare("far", ById());
        stream.Until("manifest/far", static row => row.State == "running", "is seen");
        Assert.DoesNotContain(stream.Lines, static line => line.Find("manifest/far") is { State: "zombie" or "blocked" or "failed" });
        elsewhere.Tmux("kill-server");
        stream.Until("manifest/far", static row => row.State == "zombie", "is over");
    }

    [Fact]
    public void Are_known_by_their_server_whatever_the_path_to_its_socket()
    {
        var tmux = StartTmux("near", "sleep", "1000");
        string alias = Lifetop.Folder.File("alias");
        File.CreateSymbolicLink(alias, tmux.Socket);
        Declare("near", PaneField(tmux, tmux.Tmux("list-panes", "-a", "-F", "#{pane_id}")).Replace(tmux.Socket, alias, StringComparison.Ordinal));
        Declare("other", $$"""
            "pane": { "session": "near", "socket": "{{alias}}" }
            """);

        var list = List();

        Assert.Equal("running", list["manifest/near"].State);
        // By another path nothing but its name is known of it: that is no proof of anything.
        Assert.Equal("unknown", list["manifest/other"].State);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Are_unknown_and_left_alone_where_nobody_may_look(bool byId)
    {
        elsewhere.Start("far", "sleep", "1000");
        string manifest = Declare("far", byId ? ById() : BySession("far"));
        Lifetop.Configure(NoTmux);

        Assert.Equal("unknown", List()["manifest/far"].State);
        var why = Lifetop.Run("why", "manifest/far");
        Assert.Contains("not looked at", why.Output, StringComparison.Ordinal);
        Assert.Contains(elsewhere.Socket, why.Output.ReplaceLineEndings("").Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(4, Lifetop.Run("reap", "manifest/far", "--yes").ExitCode);
        Assert.True(File.Exists(manifest));
        Assert.Equal("far", elsewhere.Tmux("list-sessions", "-F", "#{session_name}"));
    }

    [Fact]
    public void Of_a_server_that_is_dead_are_gone_whoever_may_look()
    {
        elsewhere.Start("far", "sleep", "1000");
        Declare("far", ById());
        elsewhere.Tmux("kill-server");
        Lifetop.Configure(NoTmux);

        Assert.Equal("zombie", List()["manifest/far"].State);
    }
}
