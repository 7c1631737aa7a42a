using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.Versioning;
using System.Text;
using Lifetop.Settings;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Settings;

[SupportedOSPlatform("linux")]
public sealed class ConfigEditTests
{
    private static string With(string config, string key, string value)
    {
        byte[]? edited = ConfigEdit.With(Encoding.UTF8.GetBytes(config), key, value, out string why);
        Assert.True(edited is not null, why);
        return Encoding.UTF8.GetString(edited);
    }

    [Theory]
    [InlineData("", "{\n  \"theme\": \"nord\"\n}\n")]
    [InlineData(" \n", "{\n  \"theme\": \"nord\"\n}\n")]
    [InlineData("{}", "{\n  \"theme\": \"nord\"\n}")]
    [InlineData("{\n  // empty\n}\n", "{\n  // empty\n  \"theme\": \"nord\"\n}\n")]
    [InlineData("{ \"theme\": \"dark\" }", "{ \"theme\": \"nord\" }")]
    [InlineData("{\"theme\":\"dark\",\"theme\":\"light\"}", "{\"theme\":\"dark\",\"theme\":\"nord\"}")]
    [InlineData("{ \"mouse\": true }", "{ \"mouse\": true, \"theme\": \"nord\" }")]
    [InlineData("{ \"mouse\": true, }", "{ \"mouse\": true, \"theme\": \"nord\", }")]
    [InlineData("{\n    \"mouse\": true\n}", "{\n    \"mouse\": true,\n    \"theme\": \"nord\"\n}")]
    [InlineData("{\n\t\"mouse\": true, // yes\n}\n", "{\n\t\"mouse\": true, // yes\n\t\"theme\": \"nord\",\n}\n")]
    [InlineData("{\n  \"mouse\": true // yes\n  // end\n}\n", "{\n  \"mouse\": true, // yes\n  // end\n  \"theme\": \"nord\"\n}\n")]
    [InlineData("{\r\n  \"mouse\": true\r\n}\r\n", "{\r\n  \"mouse\": true,\r\n  \"theme\": \"nord\"\r\n}\r\n")]
    [InlineData("\uFEFF{\n  \"mouse\": true /* a, b */ ,\n}", "\uFEFF{\n  \"mouse\": true /* a, b */ ,\n  \"theme\": \"nord\",\n}")]
    public void A_new_value_comes_into_the_layout_that_is_there(string config, string expected)
        => Assert.Equal(expected, With(config, "theme", "nord"));

    [Theory]
    [InlineData("mouse", "no", "{ \"mouse\": false }")]
    [InlineData("retention.days", "30", "{ \"retention.days\": 30 }")]
    [InlineData("columns", "name, mem", "{ \"columns\": [\"name\", \"mem\"] }")]
    [InlineData("bell", "zombie,running>failed", "{ \"bell\": [\"zombie\", \"running>failed\"] }")]
    [InlineData("keys.reap", "\" \\", null)]
    [InlineData("hook", "notify-send 'a b' \"c\"", "{ \"hook\": [\"notify-send\", \"a b\", \"c\"] }")]
    [InlineData("keys.reap", "K C-k", "{ \"keys.reap\": \"K C-k\" }")]
    public void Values_are_written_as_their_key_takes_them(string key, string value, string? expected)
    {
        string edited = With("{ }", key, value);
        if (expected is not null)
            Assert.Equal(expected, edited.Replace("\n", "", StringComparison.Ordinal).Replace("{  ", "{ ", StringComparison.Ordinal).Replace("}", " }", StringComparison.Ordinal).Replace("  }", " }", StringComparison.Ordinal));
        var (_, problems) = SettingsReader.Read(Encoding.UTF8.GetBytes(edited));
        Assert.Empty(problems);
    }

    [Fact]
    public void A_list_of_objects_is_written_as_it_is_given()
        => Assert.Equal("{ \"hooks\": [{ \"name\": \"a\", \"on\": [\"zombie\"], \"run\": [\"x\"] }] }", With("{ \"hooks\": [] }", "hooks", "[{ \"name\": \"a\", \"on\": [\"zombie\"], \"run\": [\"x\"] }]"));

    [Fact]
    public void A_key_of_a_group_goes_into_the_group()
        => Assert.Equal("{ \"keys\": { \"stop\": \"C-k\", \"reap\": \"K\" }, \"mouse\": true }", With("{ \"keys\": { \"stop\": \"C-k\" }, \"mouse\": true }", "keys.reap", "K"));

    [Theory]
    [InlineData("{\n  \"mouse\": true,\n  \"theme\": \"dark\"\n}", "{\n  \"mouse\": true,\n}")]
    [InlineData("{\n  \"theme\": \"dark\",\n  \"mouse\": true\n}", "{\n  \"mouse\": true\n}")]
    [InlineData("{ \"theme\": \"dark\", \"mouse\": true }", "{  \"mouse\": true }")]
    [InlineData("{\n  \"theme\": \"dark\", // mine\n  \"mouse\": true\n}", "{\n   // mine\n  \"mouse\": true\n}")]
    [InlineData("{\n  \"theme\": \"dark\" /* mine */,\n  \"mouse\": true\n}", "{\n   /* mine */\n  \"mouse\": true\n}")]
    [InlineData("{\"theme\":\"a\",\"mouse\":true,\"theme\":\"b\"}", "{\"mouse\":true,}")]
    [InlineData("{ \"mouse\": true }", "{ \"mouse\": true }")]
    [InlineData("", "")]
    public void An_empty_value_takes_the_key_out(string config, string expected)
    {
        string edited = With(config, "theme", "");
        Assert.Equal(expected, edited);
        Assert.Empty(SettingsReader.Read(Encoding.UTF8.GetBytes(edited)).Problems);
    }

    [Theory]
    [InlineData("{\n\"mouse\": true\n\"view\": 1 }", "theme", "nord", "the config cannot be read from line 3 on: mend it first")]
    [InlineData("[]", "theme", "nord", "the config cannot be read from line 1 on: mend it first")]
    [InlineData("{} {}", "theme", "nord", "the config cannot be read from line 1 on: mend it first")]
    [InlineData("{}", "thme", "nord", "thme is no key: did you mean theme?")]
    [InlineData("{}", "mouse", "perhaps", "mouse: \"perhaps\" is neither true nor false")]
    [InlineData("{}", "sort", "cup", "sort: no field cup: did you mean cpu?")]
    [InlineData("{}", "columns", "nmae", "columns: no field nmae, did you mean name?")]
    [InlineData("{}", "hook", "a 'b", "hook: a quote is open")]
    [InlineData("{}", "hooks", "x", "hooks takes a list of objects: [{ … }]")]
    [InlineData("{}", "hooks", "[] , \"theme\": []", "hooks takes a list of objects: [{ … }]")]
    [InlineData("{}", "hooks", "[{ \"name\": \"a\" }]", "one of hooks has no on: left out")]
    public void What_cannot_be_is_refused_with_its_reason(string config, string key, string value, string why)
    {
        Assert.Null(ConfigEdit.With(Encoding.UTF8.GetBytes(config), key, value, out string said));
        Assert.Equal(why, said);
    }

    [Fact]
    public void Every_edit_keeps_the_rest_byte_for_byte()
    {
        const int seed = 2026;
        var random = new Random(seed);
        (string Key, string Value)[] edits = [("theme", "nord"), ("mouse", "false"), ("keys.reap", "K"), ("columns", "name,mem"), ("idle_after", "7m"), ("sources.tmux.idle_after", "9m")];
        for (int round = 0; round < 4000; round++)
        {
            string config = new RandomConfig(random).Text;
            var (key, value) = edits[random.Next(edits.Length)];
            string where = $"seed {seed} round {round}: {key} in\n{config}\n";
            byte[]? set = ConfigEdit.With(Encoding.UTF8.GetBytes(config), key, value, out string why);
            Assert.True(set is not null, where + why);
            string edited = Encoding.UTF8.GetString(set);
            Assert.Equal(Without(Values(config), key), Without(Values(edited), key));
            Assert.True(Values(edited)[key].Length > 0 && SettingsReader.Read(set).Problems.IsEmpty, where + edited);
            if (!Values(config).ContainsKey(key))
            {
                Assert.True(IsWithin(config, edited), where + edited);
                // A comma, the line with its indent, the key and its value: nothing else is new.
                Assert.True(edited.Length - config.Length <= key.Length + value.Length + 40, where + edited);
            }
            string removed = Encoding.UTF8.GetString(ConfigEdit.With(set, key, "", out why) ?? throw new InvalidOperationException(where + why));
            Assert.True(IsWithin(removed, edited), where + removed);
            Assert.Equal(Without(Values(config), key), Values(removed));
        }
    }

    private static SortedDictionary<string, string> Values(string config)
    {
        var (settings, problems) = SettingsReader.Read(Encoding.UTF8.GetBytes(config));
        Assert.Empty(problems);
        return new(settings.Values.Where(static value => value.Line > 0).ToDictionary(static value => value.Key, static value => value.Text));
    }

    private static SortedDictionary<string, string> Without(SortedDictionary<string, string> values, string key)
    {
        values.Remove(key);
        return values;
    }

    /// <summary>Every letter of the first is in the second, in its order.</summary>
    private static bool IsWithin(string part, string whole)
    {
        int at = 0;
        foreach (char letter in whole)
            if (at < part.Length && part[at] == letter)
                at++;
        return at == part.Length;
    }

    /// <summary>A config as people leave them: comments anywhere, any layout, keys nested and dotted.</summary>
    private sealed class RandomConfig
    {
        private readonly Random _random;
        private readonly StringBuilder _text = new();

        public RandomConfig(Random random)
        {
            _random = random;
            Blank();
            _text.Append('{');
            Members(["\"theme\": \"light\"", "\"mouse\": true", "\"idle_after\": \"5m\"", "\"columns\": [ \"name\", /* , */ \"pid\" ]", "\"keys.stop\": \"C-k\"", "\"keys\": ", "\"sources\": "]);
            _text.Append('}');
            Blank();
        }

        public string Text => _text.ToString();

        private void Members(string[] choices)
        {
            int count = _random.Next(0, choices.Length);
            _random.Shuffle(choices);
            for (int i = 0; i < count; i++)
            {
                Blank();
                _text.Append(choices[i]);
                if (choices[i].EndsWith(": ", StringComparison.Ordinal))
                {
                    _text.Append('{');
                    Members(choices[i].StartsWith("\"keys", StringComparison.Ordinal) ? ["\"reap\": \"x\"", "\"logs\": \"l\""] : ["\"tmux.idle_after\": \"1h\"", "\"tmux\": { \"ignore\": [ ] }"]);
                    _text.Append('}');
                }
                Blank();
                if (i < count - 1 || _random.Next(2) == 0)
                    _text.Append(',');
            }
            Blank();
        }

        private void Blank()
        {
            for (int i = _random.Next(4); i > 0; i--)
                _text.Append(((string[])[" ", "\n", "\n  ", "\t", "\r\n", "// é, } \"x\"\n", "/* , { */", " // \"theme\": 1\r\n"])[_random.Next(8)]);
        }
    }

    [Fact]
    public void Saving_makes_a_private_file_and_keeps_links_and_rights_of_one_that_is_there()
    {
        using var folder = new TempFolder();
        string path = folder.File("config/lifetop/config.json");
        Assert.Null(ConfigEdit.Save(path, "theme", "nord"));
        Assert.Equal("{\n  \"theme\": \"nord\"\n}\n", File.ReadAllText(path));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));

        string real = folder.Write("dotfiles/lifetop.json", "{ \"theme\": \"dark\" }");
        File.SetUnixFileMode(real, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        File.Delete(path);
        File.CreateSymbolicLink(path, real);
        Assert.Null(ConfigEdit.Save(path, "theme", "light"));
        Assert.Equal("{ \"theme\": \"light\" }", File.ReadAllText(real));
        Assert.Equal(real, new FileInfo(path).LinkTarget);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead, File.GetUnixFileMode(real));
    }

    [Fact]
    public void A_damaged_file_is_left_as_it_is()
    {
        using var folder = new TempFolder();
        string path = folder.Write("config.json", "{ \"theme\": ");
        Assert.Equal("the config cannot be read from line 1 on: mend it first", ConfigEdit.Save(path, "theme", "nord"));
        Assert.Equal("{ \"theme\": ", File.ReadAllText(path));
        Assert.Equal("there is no home to keep a config in", ConfigEdit.Save("", "theme", "nord"));
    }
}
