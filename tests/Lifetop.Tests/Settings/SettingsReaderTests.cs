using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Lifetop.Model;
using Lifetop.Settings;
using Xunit;

namespace Lifetop.Tests.Settings;

public sealed class SettingsReaderTests
{
    private static SettingsResult Read(string config, Func<string, string?>? environment = null) => SettingsReader.Read(Encoding.UTF8.GetBytes(config), environment);

    [Fact]
    public void Reads_nested_and_dotted_keys_with_comments_and_trailing_commas()
    {
        var (settings, problems) = Read("""
            // mine
            {
              "idle_after": "10m", /* long */
              "sources": {
                "tmux": { "sockets": ["/tmp/a", "/tmp/b"], "ignore": ["scratch"], "idle_after": "1h" },
                "every-code": { "enabled": false },
              },
              "types.merge-queue.heartbeat_limit": "90s",
              "agents": { "add": ["mycoder"], "remove": ["goose"] },
              "rules": [{ "name": "db", "program": "postgres", "kind": "daemon" }],
              "prompts": [{ "name": "deploy", "text": "Deploy now?" }],
              "columns": ["state", "name", "trend", "rss"],
              "sort": "cpu:desc",
              "interval": "2s",
              "retention": { "days": 30 },
            }
            """);
        Assert.Empty(problems);
        Assert.Equal(TimeSpan.FromMinutes(10), settings.Policy.IdleAfter);
        Assert.Equal<string>(["/tmp/a", "/tmp/b"], settings.TmuxSockets);
        Assert.Equal<string>(["scratch"], settings.Policy.IgnoredSessions);
        Assert.Equal(TimeSpan.FromHours(1), settings.Policy.IdleAfterOf.Of(null, "tmux"));
        Assert.False(settings.IsEnabled("every-code"));
        Assert.True(settings.IsEnabled("tmux"));
        Assert.Equal(TimeSpan.FromSeconds(90), settings.Policy.HeartbeatLimitOf.Of("merge-queue", "multiclaude"));
        Assert.Contains("mycoder", settings.Policy.AgentPrograms);
        Assert.DoesNotContain("goose", settings.Policy.AgentPrograms);
        Assert.Equal(new Lifetop.Judgement.WorkerRule("postgres", null, WorkerKind.Daemon, null), Assert.Single(settings.Policy.Rules));
        Assert.Equal(new PromptRule("deploy", null, "Deploy now?"), Assert.Single(settings.Prompts));
        Assert.Equal<string>(["state", "name", "trend", "mem"], settings.Columns);
        Assert.Equal("cpu:desc", settings.Sort);
        Assert.Equal(TimeSpan.FromSeconds(2), settings.Interval);
        Assert.Equal(30, settings.RetentionDays);
    }

    [Theory]
    [InlineData("{\n\"idle_afer\": \"5m\"}", 2, "no key idle_afer: did you mean idle_after?")]
    [InlineData("{\n\n\"sources\": {\"tmux\": {\"socket\": []}}}", 3, "no key sources.tmux.socket: did you mean sources.tmux.sockets?")]
    [InlineData("{\"idle_after\": 5}", 1, "idle_after: 5 what? write \"5s\", \"5m\", \"5h\" or \"5d\"")]
    [InlineData("{\"idle_after\":\n\"soon\"}", 2, "idle_after: \"soon\" is no duration: write \"90s\", \"5m\", \"1h30m\" or \"3d\"")]
    [InlineData("{\"color\": \"allways\"}", 1, "color: no \"allways\", did you mean \"always\"?")]
    [InlineData("{\"ascii\": \"maybe\"}", 1, "ascii: \"maybe\" is neither true nor false")]
    [InlineData("{\"sort\": \"cup\"}", 1, "sort: no field cup: did you mean cpu?")]
    [InlineData("{\"columns\": [\"nmae\"]}", 1, "columns: no field nmae, did you mean name?")]
    [InlineData("{\"rules\": [{\"name\": \"all\"}]}", 1, "rule all has neither program nor command and would fit everything: left out")]
    [InlineData("{\"rules\": [\n{\"program\": \"x\"}]}", 2, "one of rules has no name: left out")]
    [InlineData("{\"rules\": [{\"name\": \"a\", \"comand\": \"x\", \"program\": \"p\"}]}", 1, "rules has no comand: did you mean command?")]
    [InlineData("{\"idle_after\": [1]}", 1, "idle_after takes one value, not a list or an object")]
    [InlineData("{\"interval\": \"1ms\"}", 1, "interval: 100ms is the shortest")]
    [InlineData("{\"kyes\": {}}", 1, "no key kyes: did you mean keys?")]
    [InlineData("{\"view\": \"al\"}", 1, "view: no \"al\", did you mean \"all\"?")]
    [InlineData("{\"mouse\": \"on\"}", 1, "mouse: \"on\" is neither true nor false")]
    [InlineData("{\"bell\": [\"zombi\"]}", 1, "bell: no state zombi: did you mean zombie?")]
    [InlineData("{\"bell\": [\"runing>failed\"]}", 1, "bell: no state runing: did you mean running?")]
    [InlineData("{\"hooks\": [\n{ \"name\": \"a\", \"on\": [\"zombie\"] }]}", 2, "one of hooks has no run: left out")]
    [InlineData("{\"hooks\": [\n{ \"name\": \"a\", \"on\": [\"zombie\"], \"run\": [] }]}", 2, "hook a runs nothing: left out")]
    [InlineData("{\"hooks\": [{ \"name\": \"a\", \"on\": [\"zombie\"], \"run\": [\"x\"],\n\"fliter\": \"x\" }]}", 2, "hooks has no fliter: did you mean filter?")]
    [InlineData("{\"hooks\": [{ \"name\": \"a\", \"on\": [\"zombie\"],\n\"run\": 7 },\n{ \"name\": \"b\", \"on\": \"zombie\", \"run\": \"x\" }]}", 2, "run in hooks takes a list of texts: [\"…\", \"…\"]")]
    [InlineData("[]", 1, "the config is one object: { \"key\": value, … }")]
    [InlineData("{\n\"interval\": \"2s\"\n\"color\": 1}", 3, "not readable from here on: a comma, quote or bracket is missing or too many")]
    public void Names_the_line_and_the_nearest_right_one(string config, int line, string text)
        => Assert.Equal(new Problem(line, text), Assert.Single(Read(config).Problems));

    [Fact]
    public void Reads_what_the_screen_wears_and_which_changes_are_told()
    {
        var (settings, problems) = Read("""
            {
              "theme": "nord", "view": "attention", "mouse": false,
              "keys": { "reap": "K F8", "stop": "C-k" }, "keys.reap": "X",
              "bell": ["waiting", "running>failed", "idle>attention"],
              "hooks": [{ "name": "tell", "on": "zombie", "run": ["notify-send", "$HOME"], "filter": "kind=agent" }],
            }
            """);
        Assert.Empty(problems);
        Assert.Equal(("nord", "attention", false), (settings.Theme, settings.View, settings.Mouse));
        Assert.Equal<KeyValuePair<string, string>>([new("reap", "X"), new("stop", "C-k")], settings.Keys);
        Assert.Equal("waiting running>failed idle>blocked idle>zombie idle>failed idle>orphan idle>stalled idle>waiting", string.Join(' ', settings.Bell));
        var hook = Assert.Single(settings.Hooks);
        Assert.Equal<string>(["notify-send", "$HOME"], hook.Run);
        Assert.Equal("zombie", Assert.Single(hook.On).ToString());
        Assert.Single(hook.Filter.Terms);
        Assert.Equal(new SettingValue("hooks", "tell", "config line 5"), settings.Values.Single(value => value.Key == "hooks"));
    }

    [Fact]
    public void What_stands_before_a_torn_place_holds()
        => Assert.Equal(TimeSpan.FromSeconds(3), Read("{ \"interval\": \"3s\", \"color\": ").Settings.Interval);

    [Fact]
    public void Environment_beats_config_and_a_flag_beats_both_and_show_says_so()
    {
        string? Environment(string name) => name switch { "LIFETOP_IDLE_AFTER" => "7m", "LIFETOP_COLOR" => "never", "LIFETOP_RETENTION_DAYS" => "x", _ => null };
        var (settings, problems) = SettingsReader.Read("{\"idle_after\":\"10m\",\n\"interval\":\"2s\"}"u8, Environment, ("color", "always"));
        Assert.Equal(TimeSpan.FromMinutes(7), settings.Policy.IdleAfter);
        Assert.Equal("always", settings.Color);
        Assert.Equal(new SettingValue("idle_after", "7m", "LIFETOP_IDLE_AFTER"), settings.Values.Single(value => value.Key == "idle_after"));
        Assert.Equal(new SettingValue("interval", "2s", "config line 2"), settings.Values.Single(value => value.Key == "interval"));
        Assert.Equal("flag", settings.Values.Single(value => value.Key == "color").Origin);
        Assert.Equal("default", settings.Values.Single(value => value.Key == "show_ended").Origin);
        Assert.Equal("LIFETOP_RETENTION_DAYS: retention.days: \"x\" is no whole number above 0", Assert.Single(problems).Text);
    }

    [Fact]
    public void No_bytes_stop_it()
    {
        int seed = 99;
        var random = new Random(seed);
        byte[] good = Encoding.UTF8.GetBytes("{\"idle_after\":\"10m\",\"rules\":[{\"name\":\"a\",\"program\":\"é\"}],\"sources\":{\"tmux\":{\"sockets\":[\"x\"]}}}");
        for (int round = 0; round < 5000; round++)
        {
            byte[] bytes = [.. good];
            for (int i = random.Next(1, 4); i > 0; i--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            var thrown = Record.Exception(() => SettingsReader.Read(bytes.AsSpan(0, random.Next(bytes.Length + 1))));
            Assert.True(thrown is null, $"seed {seed} round {round}: {thrown}");
        }
    }

    [Fact]
    public void Every_default_of_the_table_is_the_default_that_holds()
    {
        foreach (var key in SettingKeys.All)
        {
            Assert.EndsWith(".", key.Doc, StringComparison.Ordinal);
            if (key.Default.Length == 0)
                continue;
            string name = key.Name.Replace("*", "tmux", StringComparison.Ordinal);
            var (settings, problems) = SettingsReader.Read(default, null, (name, key.Default));
            Assert.Empty(problems);
            Assert.Equal(UserSettings.Default with { Values = settings.Values }, settings);
        }
    }
}
