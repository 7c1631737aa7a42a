using System;
using System.Text;
using Lifetop.Model;
using Lifetop.Model.Query;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Model.Query;

public sealed class WorkerFilterTests
{
    private static WorkerRow Subject { get; } = Rows.Row("brave-lynx", Lifecycle.Zombie, "47m", "left 2 processes", "multiclaude/my.app/brave-lynx",
        counters: Rows.Busy(3.4f, 300L << 20, 2),
        with: worker => worker with
        {
            Ports = [3000, 3001],
            Root = new ProcessIdentity(4242, 99, Rows.Boot),
            Cwd = "/home/me/my project",
            Command = "claude --resume",
            User = "me",
            Pane = new PaneSighting(Rows.Pane()),
            Declaration = new Declaration { Source = "multiclaude", Identity = "x", Key = worker.Key, Name = worker.Name, Task = "fix flaky upload test", Branch = "work/brave-lynx" },
        });

    [Theory]
    [InlineData("")]
    [InlineData("lynx")]
    [InlineData("LYNX")]
    [InlineData("flaky")]
    [InlineData("--resume")]
    [InlineData("\"main:2.0\"")]
    [InlineData("2.0")]
    [InlineData("\"flaky upload\"")]
    [InlineData("otter,lynx")]
    [InlineData("state:zombie")]
    [InlineData("state:zo")]
    [InlineData("state=zombie")]
    [InlineData("state:failed,zombie")]
    [InlineData("src:multi")]
    [InlineData("age>5m")]
    [InlineData("age>=47m age<=47m")]
    [InlineData("age=47m")]
    [InlineData("age<1h30m")]
    [InlineData("mem=300M")]
    [InlineData("mem>299M mem<1G")]
    [InlineData("cpu>3 cpu:3")]
    [InlineData("port:3000")]
    [InlineData("port:3001")]
    [InlineData("ports=:3001,80")]
    [InlineData("port>3000")]
    [InlineData("pid:4242")]
    [InlineData("tree:2")]
    [InlineData("cwd:\"my project\"")]
    [InlineData("session=main user:me kind:agent")]
    [InlineData("server:default")]
    [InlineData("branch:work/")]
    [InlineData("!otter state:zombie")]
    [InlineData("!state:running !protected:yes")]
    [InlineData("protected:no attached:no")]
    [InlineData("!heartbeat>1s !heartbeat<1s")]
    [InlineData("!!lynx")]
    [InlineData("state:zombie,")]
    public void Finds_it(string filter)
    {
        var parsed = WorkerFilter.Parse(filter);
        Assert.Null(parsed.Error);
        Assert.True(parsed.Matches(Subject));
    }

    [Theory]
    [InlineData("otter")]
    [InlineData("state:running")]
    [InlineData("state=zo")]
    [InlineData("age<5m")]
    [InlineData("age>47m")]
    [InlineData("mem<100M")]
    [InlineData("port:30")]
    [InlineData("port:300")]
    [InlineData("heartbeat>1s")]
    [InlineData("heartbeat<1s")]
    [InlineData("health<100")]
    [InlineData("!lynx")]
    [InlineData("lynx !state:zombie")]
    [InlineData("protected:yes")]
    [InlineData("name=lynx")]
    [InlineData("priority:high")]
    public void Leaves_it_out(string filter) => Assert.False(WorkerFilter.Parse(filter).Matches(Subject) && WorkerFilter.Parse(filter).Error is null);

    [Theory]
    [InlineData("type:implementation")]
    [InlineData("type=implementation-worker")]
    [InlineData("status:silent")]
    [InlineData("native=\"live, silent\"")]
    [InlineData("health<50 health>=40 health:42")]
    [InlineData("beat>5m heartbeat<7m")]
    [InlineData("spent>80 spent<=85 tokens_percent:81")]
    [InlineData("tokens>8000 allocated=10000")]
    [InlineData("owner:master")]
    [InlineData("priority:3 priority<5 prio>=3")]
    [InlineData("!priority>3 !owner:otter !status:dead !spent>90")]
    public void Finds_what_its_system_says_of_it(string filter)
    {
        var row = Rows.Row("worker-1", with: static worker => worker with
        {
            Declaration = new Declaration
            {
                Source = "commit-relay",
                Identity = "x",
                Key = worker.Key,
                Name = worker.Name,
                Type = "implementation-worker",
                NativeState = "live, silent",
                HealthScore = 42,
                LastBeat = Rows.Now - Rows.Span("6m"),
                TokensAllocated = 10000,
                TokensUsed = 8140,
                Owner = new OwnerClaim("development-master"),
                Priority = "3",
            },
        });
        var parsed = WorkerFilter.Parse(filter);
        Assert.Null(parsed.Error);
        Assert.True(parsed.Matches(row));
        // Of somebody of whom nothing is said no comparison holds.
        Assert.False(parsed.Matches(Rows.Row("bare")) && !filter.StartsWith('!'));
    }

    [Theory]
    [InlineData("src:multiclaude age>5", "5", "5 what? write 5s, 5m, 5h or 5d")]
    [InlineData("mem>300", "300", "300 what? write 300K, 300M or 300G")]
    [InlineData("stat:zombie", "stat", "no field stat: did you mean state?")]
    [InlineData("quux:zombie", "quux", "no field quux: quote what is text, \"quux:zombie\"")]
    [InlineData("x !prot:3000", "prot", "no field prot: did you mean ports?")]
    [InlineData("state:zomby", "zomby", "no state is called zomby: did you mean zombie?")]
    [InlineData("cpu>lots", "lots", "lots is no number")]
    [InlineData("name>x", "name>x", "name is no number: write name:text or name=text")]
    [InlineData("age>", "age>", "age what? write age>5m")]
    [InlineData("age>5x", "5x", "5x is no duration: write 90s, 5m, 1h30m or 3d")]
    [InlineData("protected:maybe", "maybe", "maybe is neither yes nor no")]
    [InlineData("a ! b", "!", "not what? write !word")]
    [InlineData("a , b", ",", "no word is sought: write text")]
    [InlineData("!,", "!,", "no word is sought: write text")]
    [InlineData("\"\"", "\"\"", "no word is sought: write text")]
    public void Names_what_is_wrong_and_where(string filter, string wrong, string text)
    {
        var error = WorkerFilter.Parse(filter).Error;
        Assert.NotNull(error);
        Assert.Equal(text, error.Text);
        Assert.Equal(wrong, filter.Substring(error.Position, error.Length));
    }

    [Fact]
    public void The_good_part_still_filters()
    {
        var filter = WorkerFilter.Parse("src:multiclaude age>5");
        Assert.True(filter.Matches(Subject));
        Assert.False(filter.Matches(Rows.Row("x")));
    }

    [Fact]
    public void No_text_makes_the_parser_throw_and_an_inverted_term_is_the_complement()
    {
        int seed = 1312;
        var random = new Random(seed);
        string[] pieces = ["state", ":", "=", "<", ">", "!", "\"", ",", " ", "age", "5m", "port", "3000", "x", "lynx", "zombie", "mem", "1G", "é", "\u0000", "-"];
        for (int round = 0; round < 5000; round++)
        {
            var text = new StringBuilder();
            for (int i = random.Next(0, 10); i > 0; i--)
                text.Append(pieces[random.Next(pieces.Length)]);
            var parsed = WorkerFilter.Parse(text.ToString());
            _ = parsed.Matches(Subject);
            if (parsed.Error is { } error)
                Assert.True(error.Position >= 0 && error.Length > 0 && error.Position + error.Length <= text.Length, $"seed {seed} round {round}");
            if (parsed.Terms.Length != 1 || parsed.Error is not null || text.ToString().AsSpan().IndexOfAny(' ', '!') >= 0)
                continue;
            var inverted = WorkerFilter.Parse("!" + text);
            Assert.Equal(!parsed.Matches(Subject), inverted.Matches(Subject));
        }
    }

    [Fact]
    public void Every_field_answers_to_its_names_alone_and_can_be_asked_of_any_row()
    {
        var seen = new System.Collections.Generic.HashSet<string>();
        foreach (var field in WorkerFields.All)
        {
            Assert.True(seen.Add(field.Name));
            foreach (string alias in field.Aliases)
                Assert.True(seen.Add(alias));
            _ = field.Text(Subject);
            _ = field.Text(Rows.Row("bare"));
            Assert.Equal(field.Kind != FieldKind.Text, field.Number is not null);
            if (field.Name == "state")
                foreach (var state in Enum.GetValues<Lifecycle>())
                    Assert.Contains(state.Word(), field.Words);
            if (field.Name == "kind")
                foreach (var kind in Enum.GetValues<WorkerKind>())
                    Assert.Contains(kind.Word(), field.Words);
        }
    }
}
