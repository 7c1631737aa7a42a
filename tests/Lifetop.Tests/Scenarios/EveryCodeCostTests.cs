using System;
using System.IO;
using Lifetop.Tests.Observation.Systems;
using Lifetop.Tests.Observation.Systems.EveryCode;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>What Every Code's state costs the screen: nothing has to be compiled for it, whatever is wrong in it.</summary>
public sealed class EveryCodeCostTests : Scenario
{
    [Theory]
    [InlineData("fenced")]
    [InlineData("v1")]
    [InlineData("torn-pid")]
    [InlineData("reused-pid")]
    public void The_screen_needs_no_compiler_for_it(string sample)
    {
        using var tree = new SampleTree(EveryCodeWorld.System, sample);
        tree.Copy();
        var tmux = StartTmux("other");
        foreach (string session in (string[])["acme-board-97-d78b8a8f38a15b58-f1", "acme-board-12-d78b8a8f38a15b59-f2", "nobody"])
            tmux.Tmux("new-session", "-d", "-s", "every-code-every-code-" + session, "sh", "-c", "sleep 1000; :");
        Lifetop.Configure($$"""{ "sources": { "process": { "enabled": false }, "every-code": { "roots": ["{{tree.File("state")}}"] } } }""");
        Lifetop.Environment["LAUNCHPLANE_EVERY_CODE_HOST"] = "dev-box";
        Lifetop.Environment["TERM"] = "xterm-256color";
        using var compiled = new CompiledMethods(Lifetop.Environment);
        using var terminal = new Pty(120, 40);
        terminal.Start([LifetopProgram.Executable, "--read-only"], Lifetop.Environment, Lifetop.Home);
        terminal.Until(
            screen =>
            {
                compiled.Read();
                return screen.Shows("every-code") && screen.Shows("worker") && screen.Shows("? help");
            },
            "the list");
        // What changes while it looks on is told in words of its own.
        tmux.Tmux("kill-session", "-t", "=every-code-every-code-acme-board-97-d78b8a8f38a15b58-f1");
        tmux.Tmux("kill-session", "-t", "=every-code-every-code-nobody");
        File.WriteAllText(tree.File("state/every-code-worker/worker.lock"), "");
        terminal.Until(
            screen =>
            {
                compiled.Read();
                return screen.Shows("worker.lock");
            },
            "the lock");
        string maps = File.ReadAllText($"/proc/{terminal.Pid}/maps");
        // The compiler is loaded with the first method that the release's image does not hold; the list says which.
        if (maps.Contains("libclrjit", StringComparison.Ordinal))
            compiled.AssertFewer(1);
        foreach (string unneeded in (string[])["libclrjit", "System.Linq", "System.Text.Json", "RegularExpressions"])
            Assert.DoesNotContain(unneeded, maps, StringComparison.OrdinalIgnoreCase);
        terminal.Type("q");
        Assert.Equal(0, terminal.WaitForEnd());
    }
}
