using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>A project of commit-relay with a budget, for the whole program to see and act on; of its files only those may be touched that a test names.</summary>
public abstract class CommitRelayProject : Scenario
{
    protected const string Prefix = "commit-relay/relay/", Specs = "coordination/worker-specs/", Budget = "coordination/token-budget.json";

    protected string Root => Lifetop.Folder.File("relay");

    protected CommitRelayProject()
    {
        Write(Budget, """{ "total": 500000, "allocated": 310000, "in_use": 310000, "available": 190000 }""");
        Lifetop.Configure($$"""{ "sources": { "commit-relay": { "roots": ["{{Root}}"] } } }""");
    }

    private protected RealProcess Working(string id) => StartIn(Directory.CreateDirectory(Path.Combine(Root, "agents/workers", id)).FullName, "sleep", "1000");

    protected void Spec(string name, string status, string more)
        => Write($"{Specs}{name}.json", $$"""{ "worker_id": "{{Path.GetFileName(name)}}", "worker_type": "fix-worker", "status": "{{status}}", "created_at": "{{Ago(minutes: 20)}}", {{more}} }""");

    protected string Write(string name, string text) => Lifetop.Folder.Write("relay/" + name, text);

    protected void Reaped(string name)
    {
        var reaped = Lifetop.Run("reap", Prefix + name, "--yes");
        Assert.True(reaped.ExitCode == 0, reaped.ToString());
        Assert.Equal("cleaned", List().Find(Prefix + name)?.State ?? "cleaned");
    }

    protected void Swept()
    {
        var swept = Lifetop.Run("sweep", "--filter", "worker-fix", "--yes");
        Assert.True(swept.ExitCode == 0, swept.ToString());
    }

    protected JsonNode Json(string name) => JsonNode.Parse(File.ReadAllText(Path.Combine(Root, name)))!;

    protected Dictionary<string, string> Files()
        => Directory.GetFiles(Root, "*", SearchOption.AllDirectories).ToDictionary(path => Path.GetRelativePath(Root, path), File.ReadAllText);

    protected void AssertOnlyTouched(Dictionary<string, string> before, params string[] names)
    {
        var now = Files();
        Assert.Equal(names.Order(StringComparer.Ordinal), before.Keys.Union(now.Keys).Where(name => before.GetValueOrDefault(name) != now.GetValueOrDefault(name)).Order(StringComparer.Ordinal));
    }

    protected static string Ago(int minutes) => DateTime.UtcNow.AddMinutes(-minutes).ToString("yyyy-MM-dd'T'HH:mm:ss'+0000'", CultureInfo.InvariantCulture);

    protected static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
