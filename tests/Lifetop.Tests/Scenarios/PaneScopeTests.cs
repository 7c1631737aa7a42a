using System;
using System.Globalization;
using System.IO;
using System.Linq;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>
/// A pane in a control group scope of its own, as a tmux built for systemd makes them, with one in it that left its tree, its session, its
/// folder and its environment before any lifetop saw it.
/// </summary>
public sealed class PaneScopeTests : Scenario, IDisposable
{
    private const string Scope = "tmux-spawn-1.scope", Next = "tmux-spawn-2.scope";

    private readonly ControlGroupSlice? _slice = Rights.MissingForControlGroups is null ? new() : null;

    private ControlGroupSlice Slice => _slice!; // skipped without

    public new void Dispose()
    {
        _slice?.Dispose();
        base.Dispose();
    }

    [NeedsControlGroupsFact]
    public void Who_has_dropped_all_but_its_pane_s_scope_is_ended_and_no_neighbour_is()
    {
        Lifetop.Configure("""{ "sources": { "process": { "enabled": false } } }""");
        var tmux = StartTmux("keep", "sleep", "1000");
        var (_, loner) = StartPane(tmux, "work", Scope);
        var (neighbour, neighbours) = StartPane(tmux, "next", Next);
        var longer = Detach("/", "env", "-i", "sleep", "1000");
        Slice.Put(longer.Pid, Scope + "2");
        var above = Detach("/", "env", "-i", "sleep", "1000");
        Slice.Put(above.Pid, "");
        var nested = Detach("/", "env", "-i", "sleep", "1000");
        Slice.Put(nested.Pid, Scope + "/below");

        var dry = Lifetop.Run("reap", "tmux/work:0.0", "--dry-run");
        Assert.Equal(2, Lines(dry.Output, "in its pane's scope"));
        var reaped = Lifetop.Run("reap", "tmux/work:0.0", "--yes");

        Assert.True(reaped.ExitCode == 0, reaped.ToString());
        Assert.Empty(Slice.In(Scope));
        Assert.True(nested.HasEnded && RealProcess.StateOf(loner) is null or 'Z');
        Assert.False(longer.HasEnded || above.HasEnded);
        Assert.All([neighbour, neighbours], static pid => Assert.True(RealProcess.StateOf(pid) is not (null or 'Z'), $"{pid} is gone"));
    }

    [NeedsControlGroupsFact]
    public void Seen_in_the_scope_once_it_is_ended_by_another_lifetop_when_the_pane_is_gone()
    {
        Lifetop.Configure("""{ "sources": { "process": { "enabled": false } } }""");
        var tmux = StartTmux("keep", "sleep", "1000");
        var (root, loner) = StartPane(tmux, "work", Scope);
        ListUntil("tmux/work:0.0", static worker => worker.Number("tree_size") == 3, "had the one that left");
        Assert.Equal("scope", ProgramRegistry.Ask(Lifetop, string.Create(CultureInfo.InvariantCulture, $"SELECT tie FROM members WHERE pid={loner}")));
        RealProcess.Signal(root, "KILL");
        Eventually.True(() => !tmux.Tmux("list-panes", "-a", "-F", "#{pane_pid}").Split('\n').Contains(root.ToString(CultureInfo.InvariantCulture)), "the pane is closed");

        var reaped = Lifetop.Run("reap", "tmux/work:0.0", "--yes");

        Assert.True(reaped.ExitCode == 0, reaped.ToString());
        Assert.True(RealProcess.StateOf(loner) is null or 'Z');
        Assert.Contains("keep", tmux.Tmux("list-sessions", "-F", "#{session_name}"), StringComparison.Ordinal);
    }

    [NeedsControlGroupsFact]
    public void A_scope_with_the_server_in_it_as_a_login_has_says_nothing()
    {
        Lifetop.Configure("""{ "sources": { "process": { "enabled": false } } }""");
        var tmux = StartTmux("keep", "sleep", "1000");
        var (_, loner) = StartPane(tmux, "work", "session-1.scope");
        Slice.Put(tmux.ServerPid, "session-1.scope");

        var reaped = Lifetop.Run("reap", "tmux/work:0.0", "--yes");

        Assert.True(reaped.ExitCode == 0, reaped.ToString());
        Assert.Equal('S', RealProcess.StateOf(loner));
        Assert.Contains(tmux.ServerPid, Slice.In("session-1.scope"));
    }

    [NeedsControlGroupsFact]
    public void The_screen_needs_no_compiler_for_it()
    {
        Lifetop.Configure("""{ "sources": { "process": { "enabled": false } } }""");
        Lifetop.Environment["TERM"] = "xterm-256color";
        var tmux = StartTmux("keep", "sleep", "1000");
        StartPane(tmux, "work", Scope);
        tmux.Tmux("kill-session", "-t", "=keep");
        using var compiled = new CompiledMethods(Lifetop.Environment);
        using var terminal = new Pty(160, 50);
        terminal.Start([LifetopProgram.Executable, "--read-only"], Lifetop.Environment, Lifetop.Home);
        void Until(string shown)
            => terminal.Until(
                screen =>
                {
                    compiled.Read();
                    return screen.Shows(shown);
                },
                shown);
        Until("of 1");
        terminal.Type("\e[Z");
        Until("in its pane's scope");

        string maps = File.ReadAllText($"/proc/{terminal.Pid}/maps");
        // The compiler is loaded with the first method that the release's image does not hold; the list says which.
        if (maps.Contains("libclrjit", StringComparison.Ordinal))
            compiled.AssertFewer(1);
        terminal.Type("q");
        Assert.Equal(0, terminal.WaitForEnd());
    }

    /// <summary>A session whose pane is in that scope; the pid of its root, and of the one it left there.</summary>
    private (int Root, int Loner) StartPane(TmuxSandbox tmux, string session, string scope)
    {
        string place = Directory.CreateDirectory(Path.Combine(Folder, "own-" + session)).FullName;
        int root = int.Parse(tmux.Tmux("new-session", "-d", "-P", "-F", "#{pane_pid}", "-s", session, "sh", RealProcess.ScriptPath("loner"), place), CultureInfo.InvariantCulture);
        Slice.Put(root, scope);
        File.WriteAllText(Path.Combine(place, "go"), "");
        string file = Path.Combine(place, "own-loner");
        Eventually.True(() => File.Exists(file), "the one that leaves");
        int loner = int.Parse(File.ReadAllText(file), CultureInfo.InvariantCulture);
        Eventually.True(() => RealProcess.NameOf(loner) == "sleep" && RealProcess.EnvironmentOf(loner).Length <= "PWD=/".Length + 1, "it has dropped everything");
        Assert.NotEqual(root, RealProcess.ParentOf(loner));
        return (root, loner);
    }

    private static int Lines(string text, string with) => text.Split('\n').Count(line => line.Contains(with, StringComparison.Ordinal));
}
