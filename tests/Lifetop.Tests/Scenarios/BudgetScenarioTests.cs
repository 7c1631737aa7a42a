using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>Who has which tokens, and a budget set to what its specs say, by the whole program on real files of one project.</summary>
public sealed class BudgetScenarioTests : Scenario
{
    private const string Allocations = """{ "total": 500000, "allocated": 310000, "in_use": 310000, "available": 190000, "allocations": { "worker-a": { "master": "m", "tokens": 10000 } }, "kept": [1, "é"] }""";
    private const string Waiting = """{ "total_budget": 500000, "allocated": 10000, "in_use": 40000, "available": 450000, "allocations": {}, "kept": [1, "é"] }""";
    private const string Used = """{ "total": 500000, "used": 300000, "available": 200000, "kept": [1, "é"] }""";
    private const string Total = """{ "total_budget": 500000, "total_used": 300000, "kept": [1, "é"] }""";

    private string Root => Lifetop.Folder.File("relay");

    private string BudgetFile => Path.Combine(Root, "coordination/token-budget.json");

    public BudgetScenarioTests()
    {
        Directory.CreateDirectory(Path.Combine(Root, "coordination/worker-specs/active"));
        Lifetop.Configure($$"""{ "sources": { "commit-relay": { "roots": ["{{Root}}"] } } }""");
    }

    [Theory]
    [InlineData(Allocations, 310000, 190000)]
    [InlineData(Waiting, 50000, 450000)]
    [InlineData(Used, 300000, 200000)]
    [InlineData(Total, 300000, 200000)]
    public void Shows_what_every_worker_has_and_by_how_much_the_file_differs(string budget, long given, long left)
    {
        Write(budget);
        WriteLive("worker-a", "10000", used: 2500);
        WriteDead("worker-b", "50000", used: 20000);
        long difference = given - 60000;

        var shown = Lifetop.Run("budget", "--json");

        Assert.True(shown.ExitCode == 0, shown.ToString());
        Assert.Equal(1, shown.Json.GetProperty("schema").GetInt32());
        var group = Group(shown);
        Assert.Equal(Root, group.GetProperty("root").GetString());
        Assert.Equal(["worker-a 10000 2500 25 0", "worker-b 50000 20000 40 30000"], group.GetProperty("workers").EnumerateArray().Select(static worker => $"{worker.GetProperty("name").GetString()} {Numbers(worker)}"));
        Assert.Equal("60000 22500 37.5 30000", Numbers(group.GetProperty("sum")));
        var file = group.GetProperty("budget");
        Assert.Equal((BudgetFile, 500000L, given, left, 60000L, difference), (file.GetProperty("file").GetString(), Long(file, "total"), Long(file, "given_out"), Long(file, "left"), Long(file, "of_specs"), Long(file, "difference")));

        var text = Lifetop.Run("budget");
        Assert.Equal(
            [
                $"commit-relay  {Root}",
                "worker   state   alloc  used used%  back",
                "worker-a running 10000  2500    25     0",
                "worker-b zombie  50000 20000    40 30000",
                "sum      -       60000 22500    38 30000",
                $"token-budget.json: {given} of 500000 given out, {left} left; that is {Math.Abs(difference)} {(difference > 0 ? "more" : "less")} than the 60000 of its specs",
            ],
            text.Lines);
        Assert.Equal(["worker-b"], Group(Lifetop.Run("budget", "--json", "--filter", "spent>30")).GetProperty("workers").EnumerateArray().Select(static worker => worker.GetProperty("name").GetString()));
    }

    [Fact]
    public void A_budget_says_the_same_as_its_specs_also_where_nobody_is_left()
    {
        Write("""{ "total": 500000, "used": 0, "available": 500000 }""");
        Assert.Equal([$"commit-relay  {Root}", "token-budget.json: 0 of 500000 given out, 500000 left; its specs say the same"], Lifetop.Run("budget").Lines);
    }

    [Theory]
    [InlineData("""{ "pools": [ { "n": "a", "left": 5 } ] }""", "token-budget.json counts in a way lifetop does not know: nothing is compared")]
    [InlineData("""{ "used": 3, "availa""", "token-budget.json counts in a way lifetop does not know: nothing is compared")]
    [InlineData(null, "there is no token-budget.json")]
    public void What_cannot_be_told_from_the_file_is_said_and_no_sum_is_guessed(string? budget, string says)
    {
        if (budget is not null)
            Write(budget);
        WriteDead("worker-b", "50000", used: 20000);

        var file = Group(Lifetop.Run("budget", "--json")).GetProperty("budget");
        Assert.Equal((says, null, null, null), (file.GetProperty("says").GetString(), Long(file, "given_out"), Long(file, "of_specs"), Long(file, "difference")));

        var refused = Lifetop.Run("budget", "--recalculate", Root, "--yes");
        Assert.Equal(4, refused.ExitCode);
        Assert.Contains(says[..20], refused.Errors, StringComparison.Ordinal);
        Assert.Equal(budget, File.Exists(BudgetFile) ? File.ReadAllText(BudgetFile) : null);
    }

    [Fact]
    public void A_spec_that_cannot_be_read_is_named_and_its_root_not_summed_up()
    {
        Write(Used);
        WriteDead("worker-b", "50000", used: 20000);
        WriteSpec("active", "worker-torn", """{ "worker_id": "worker-torn", "token_allocation": , }""");

        var file = Group(Lifetop.Run("budget", "--json")).GetProperty("budget");
        Assert.Equal((300000L, null, null), (Long(file, "given_out"), Long(file, "of_specs"), Long(file, "difference")));
        Assert.Contains("its specs are not summed up: worker-torn.json cannot be read: not whole JSON", file.GetProperty("says").GetString(), StringComparison.Ordinal);
        IsRefused("worker-torn.json cannot be read");
    }

    [Theory]
    [InlineData(Allocations, "in_use=60000 available=440000")]
    [InlineData(Waiting, "allocated=20000 in_use=40000 available=440000")]
    [InlineData(Used, "used=60000 available=440000")]
    [InlineData(Total, "total_used=60000")]
    public void Recalculating_sets_the_sums_by_their_own_names_and_leaves_all_else(string budget, string expected)
    {
        Write(budget);
        WriteLive("worker-a", "10000", used: 2500);
        WriteDead("worker-b", "30000", used: 20000);
        WriteSpec("active", "worker-c", Spec("worker-c", "pending", "20000", 0, DateTimeOffset.UtcNow.AddSeconds(-5)));

        var dry = Lifetop.Run("budget", "--recalculate", Root, "--dry-run");
        Assert.True(dry.ExitCode == 0, dry.ToString());
        Assert.Contains("to 60000, as its specs say", dry.Output, StringComparison.Ordinal);
        Assert.Equal(budget, File.ReadAllText(BudgetFile));
        var unasked = Lifetop.Run("budget", "--recalculate", Root);
        Assert.Equal(4, unasked.ExitCode);
        Assert.Contains("--yes does it", unasked.Errors, StringComparison.Ordinal);
        Assert.Equal(4, Lifetop.Run("budget", "--recalculate", Root, "--yes", "--read-only").ExitCode);
        Assert.Equal(budget, File.ReadAllText(BudgetFile));

        // As it is seen from the folder that the program runs in.
        var done = Lifetop.Run("budget", "--recalculate", "../relay", "--yes");
        Assert.True(done.ExitCode == 0, done.ToString());
        var (before, after) = (JsonNode.Parse(budget)!.AsObject(), JsonNode.Parse(File.ReadAllText(BudgetFile))!.AsObject());
        foreach (string sum in expected.Split(' '))
        {
            Assert.Equal(long.Parse(sum[(sum.IndexOf('=', StringComparison.Ordinal) + 1)..], CultureInfo.InvariantCulture), (long)after[sum[..sum.IndexOf('=', StringComparison.Ordinal)]]!);
            before.Remove(sum[..sum.IndexOf('=', StringComparison.Ordinal)]);
            after.Remove(sum[..sum.IndexOf('=', StringComparison.Ordinal)]);
        }
        Assert.True(JsonNode.DeepEquals(before, after), after.ToJsonString());
        Assert.Equal(["token-budget.json"], Directory.GetFiles(Path.GetDirectoryName(BudgetFile)!).Select(Path.GetFileName));
        Assert.Equal(0, Long(Group(Lifetop.Run("budget", "--json")).GetProperty("budget"), "difference"));

        Assert.Contains("recalculate budget", Lifetop.Run("history", "--actions", "--json").Output, StringComparison.Ordinal);
        var again = Lifetop.Run("budget", "--recalculate", Root, "--yes");
        Assert.Equal(0, again.ExitCode);
        Assert.Contains("nothing to do for the budget of", again.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Refused_while_somebody_lives_whose_tokens_no_spec_counts()
    {
        Write(Used);
        WriteDead("worker-b", "50000", used: 20000);
        WriteLive("worker-a", "null", used: 0);
        IsRefused("worker-a lives, and its spec does not say what it was allocated");
    }

    [Fact]
    public void Refused_while_somebody_still_runs_who_is_over_by_its_spec()
    {
        Write(Used);
        var process = Start("bash", "-c", "exec -a agents/workers/worker-a/execute.sh sleep 1000");
        WriteSpec("failed", "worker-a", $$"""{ "worker_id": "worker-a", "status": "failed", "created_at": "{{Time(DateTimeOffset.UtcNow.AddMinutes(-20))}}", "pid": {{process.Pid}}, "token_budget": { "allocated": 10000, "used": 1 } }""");
        IsRefused("worker-a still runs, though by its spec it is over");
    }

    [Fact]
    public void Refused_where_the_specs_come_to_more_than_there_is()
    {
        Write(Used);
        WriteDead("worker-b", "500001", used: 20000);
        IsRefused("its specs come to 500001, and there are only 500000");
    }

    [Fact]
    public void A_project_that_lifetop_does_not_look_at_is_none_to_recalculate()
    {
        Write(Used);
        Assert.Equal(3, Lifetop.Run("budget", "--recalculate", "/no/where", "--yes").ExitCode);
        Assert.Equal(2, Lifetop.Run("budget", "--recalculate", Root, "--filter", "state:zombie").ExitCode);
        Assert.Equal(Used, File.ReadAllText(BudgetFile));
    }

    private void IsRefused(string why)
    {
        string before = File.ReadAllText(BudgetFile);
        var refused = Lifetop.Run("budget", "--recalculate", Root, "--yes");
        Assert.True(refused.ExitCode == 4, refused.ToString());
        Assert.Contains(why, refused.Errors, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(BudgetFile));
    }

    private void Write(string budget) => File.WriteAllText(BudgetFile, budget);

    /// <summary>Its process works in its folder, and beats.</summary>
    private void WriteLive(string id, string allocated, long used)
    {
        string folder = Directory.CreateDirectory(Path.Combine(Root, "agents/workers", id)).FullName;
        var process = StartIn(folder, "sleep", "1000");
        File.WriteAllText(Path.Combine(folder, "worker.pid"), $"{process.Pid}\n");
        WriteSpec("active", id, Spec(id, "running", allocated, used, DateTimeOffset.UtcNow.AddMinutes(-20)));
    }

    /// <summary>Running by its spec for long, and no process anywhere.</summary>
    private void WriteDead(string id, string allocated, long used) => WriteSpec("active", id, Spec(id, "running", allocated, used, DateTimeOffset.UtcNow.AddMinutes(-20)));

    private static string Spec(string id, string status, string allocated, long used, DateTimeOffset created)
        => $$"""{ "worker_id": "{{id}}", "worker_type": "implementation-worker", "status": "{{status}}", "created_at": "{{Time(created)}}", "token_budget": { "allocated": {{allocated}}, "used": {{used}} } }""";

    private void WriteSpec(string place, string id, string text)
    {
        string path = Path.Combine(Root, "coordination/worker-specs", place, id + ".json");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        // Nobody is in the middle of writing it.
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddMinutes(-15));
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static JsonElement Group(ProgramResult shown)
        => shown.Json.GetProperty("groups").EnumerateArray().Single(static group => group.GetProperty("source").GetString() == "commit-relay");

    private static string Numbers(JsonElement of) => string.Join(' ', ((string[])["allocated", "used", "used_percent", "recoverable"]).Select(name => of.GetProperty(name).ToString()));

    private static long? Long(JsonElement of, string name) => of.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetInt64() : null;
}
