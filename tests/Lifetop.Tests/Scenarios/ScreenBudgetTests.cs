using System.IO;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>The budget on the screen, from real files.</summary>
public sealed class ScreenBudgetTests : ScreenScenario
{
    [Fact]
    public void The_palette_opens_it_and_it_is_read_anew_each_time()
    {
        string root = Lifetop.Folder.File("relay");
        Directory.CreateDirectory(Path.Combine(root, "coordination/worker-specs/active"));
        string budget = Path.Combine(root, "coordination/token-budget.json");
        File.WriteAllText(budget, """{ "total": 500000, "used": 300000, "available": 200000 }""");
        Lifetop.Configure($$"""{ "sources": { "process": { "enabled": false }, "commit-relay": { "roots": ["{{root}}"] } } }""");
        using var pty = Open();
        pty.UntilShows("attention");
        pty.Type(":budget");
        pty.UntilShows("tokens allocated, used");
        pty.Type("\r");
        pty.UntilShows("300000 of 500000 given out");
        pty.Type("\e");
        pty.Until(static screen => !screen.Shows("given out"), "the grid again");
        File.WriteAllText(budget, """{ "total": 500000, "used": 0, "available": 500000 }""");
        pty.Type(":budget");
        pty.UntilShows("tokens allocated, used");
        pty.Type("\r");
        pty.UntilShows("0 of 500000 given out");
        pty.Type("\e");
        pty.Until(static screen => !screen.Shows("given out"), "the grid again");
        pty.Type("q");
        pty.UntilShows("code 0");
    }
}
