using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>Everybody at once means nobody that somebody may miss: who stays out is named, with the reason, and lives.</summary>
public sealed class BulkReapTests : Scenario
{
    [Fact]
    public void All_takes_neither_shells_nor_orphans_nor_the_protected_the_young_the_attached_and_those_that_listen()
    {
        Lifetop.Configure("""{ "sources": { "process": { "enabled": false } } }""");
        var tmux = StartTmux("shell", "sh", "-i");
        tmux.Tmux("new-session", "-d", "-s", "seen", "sleep", "1000");
        using var client = new Pty();
        client.Start(["tmux", "-u", "-S", tmux.Socket, "attach", "-t", "=seen:"], new Dictionary<string, string?>(Lifetop.Environment) { ["TERM"] = "xterm" }, Lifetop.Home);
        Eventually.True(() => tmux.Tmux("list-clients").Length > 0, "somebody looks at seen");
        var (young, saved, listens, lost, boss) = (Start("sleep", "1000"), Start("sleep", "1000"),
            Start("python3", "-c", "import socket,time;s=socket.socket();s.bind(('127.0.0.1',0));s.listen();time.sleep(1000)"), Start("sleep", "1000"), Start("sleep", "1000"));
        Declare("young", young);
        Declare("saved", saved);
        Declare("web", listens);
        Declare("lost", lost, $"\"owner\": {{ \"name\": \"boss\", \"pid\": {boss.Pid}, \"start_ticks\": {boss.StartTicks} }}");
        string gone = Declare("gone", 2_000_000_000, 1);
        List();
        boss.Kill();
        Assert.Equal(0, Lifetop.Run("protect", "saved").ExitCode);
        ListUntil("manifest/web", static worker => worker.Ports.Count == 1, "listened");
        ListUntil("manifest/lost", static worker => worker.State == "orphan", "was an orphan");

        var reaped = Lifetop.Run("reap", "--all", "--yes");

        Assert.True(reaped.ExitCode == 0, reaped.ToString());
        Assert.Equal("reaped gone: 1 file removed\n", reaped.Output);
        foreach (string why in (string[])["tmux/shell:0.0: a shell, only when named", "tmux/seen:0.0: a client is attached", "manifest/saved: protected", "manifest/web: listens on :",
            "manifest/lost: an orphan, only when named", "manifest/young: young: "])
            Assert.Contains("left out " + why, reaped.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(gone));
        Assert.False(young.HasEnded || saved.HasEnded || listens.HasEnded || lost.HasEnded);
        Assert.Equal(["seen", "shell"], tmux.Tmux("list-sessions", "-F", "#{session_name}").Split('\n').Order(StringComparer.Ordinal));
        tmux.Tmux("detach-client", "-a", "-s", "seen");
    }
}
