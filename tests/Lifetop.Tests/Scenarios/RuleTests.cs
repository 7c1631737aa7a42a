using System;
using System.IO;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>What the config says about workers of a type, whoever gives it to them.</summary>
public sealed class RuleTests : Scenario
{
    [Fact]
    public void The_type_of_a_rule_is_that_of_whom_it_finds()
    {
        string program = Lifetop.Folder.File("rulesdb");
        File.Copy("/bin/sleep", program);
        var worker = Detach(null, program, "1000");
        Lifetop.Configure("""{ "rules": [{ "name": "db", "program": "rulesdb", "kind": "daemon", "type": "pg" }], "types": { "pg": { "grace": "17s" } } }""");

        var row = Assert.Single(List("--filter", "type=pg").Workers);

        Assert.Equal((worker.Pid, "pg"), (row.Pid!.Value, row.Text("type")));
        Assert.Contains("after 17s KILL", Lifetop.Run("reap", row.Key, "--dry-run").Output, StringComparison.Ordinal);
        worker.Kill();
        Assert.Equal("pg", ListUntil(row.Key, static gone => !gone.IsAlive, "ended").Text("type"));
    }

    [Theory]
    [InlineData("""{ "sources": { "tmux": { "pending_grace": "1s" } } }""", true)]
    [InlineData("""{ "types": { "manifest": { "pending_grace": "1s" } } }""", true)]
    [InlineData("""{ "types": { "tmux": { "pending_grace": "1s" } } }""", false)]
    public void A_type_that_is_called_like_a_source_has_limits_of_its_own(string config, bool isPending)
    {
        File.SetLastWriteTimeUtc(Declare("job", "\"type\": \"tmux\""), DateTime.UtcNow.AddSeconds(-20));
        Lifetop.Configure(config);

        Assert.Equal(isPending, List()["manifest/job"].State == "pending");
    }
}
