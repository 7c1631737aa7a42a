using System;
using System.IO;
using System.Text;
using Lifetop.Model;
using Lifetop.Terminal;
using Lifetop.Theming;
using Xunit;

namespace Lifetop.Tests.Theming;

public sealed class ThemeFileTests
{
    private static ThemeReading Read(string text) => ThemeFile.Read("mine", Encoding.UTF8.GetBytes(text), Nearest.To);

    [Fact]
    public void Reads_hex_numbers_and_words_with_comments_and_trailing_commas()
    {
        var (theme, problems) = Read("""
            // mine
            { "about": "mine", "like": "dark", /* the rest is dark's */
              "ok": 78, "ask": "bright yellow", "warn": "#F39B5F", "left": "bold underline magenta", "onaccent": "black on bright cyan", "faint": "default", }
            """);
        Assert.Empty(problems);
        Assert.Equal("mine", theme!.About);
        Assert.Equal(Color.Indexed(78), theme[Role.Ok].Foreground);
        Assert.Equal(Color.Indexed(11), theme[Role.Ask].Foreground);
        Assert.Equal(Color.Rgb(0xf3, 0x9b, 0x5f), theme[Role.Warn].Foreground);
        Assert.Equal(new Style(Color.Indexed(5), Color.Default, TextAttributes.Bold | TextAttributes.Underline), theme[Role.Left]);
        Assert.Equal(new Style(Color.Indexed(0), Color.Indexed(14)), theme[Role.OnAccent]);
        Assert.True(theme[Role.Faint].Foreground.IsDefault);
        Assert.Equal(Color.Rgb(0x0f, 0x13, 0x18), theme[Role.Ground].Foreground);
    }

    [Theory]
    [InlineData("{ \"like\": \"dark\",\n\"acent\": \"#6fb3ff\" }", 2, "no role acent: did you mean accent?")]
    [InlineData("{ \"like\": \"dark\",\n\n\"ok\": \"gren\" }", 3, "ok: \"gren\" is no colour: did you mean green?")]
    [InlineData("{ \"like\": \"dark\", \"ok\": \"#12345\" }", 1, "ok: \"#12345\" is no colour: write \"#6fb3ff\", 75, or \"bright cyan\"")]
    [InlineData("{ \"like\": \"dark\", \"ok\": \"bright\" }", 1, "ok: \"bright\" is no colour: write \"#6fb3ff\", 75, or \"bright cyan\"")]
    [InlineData("{ \"like\": \"dark\", \"ok\": 256 }", 1, "ok: 256 is none of the colours 0 to 255")]
    [InlineData("{ \"like\": \"dark\", \"ok\": [1] }", 1, "ok takes a colour: \"#6fb3ff\", 75, or \"bright cyan\"")]
    [InlineData("{ \"like\": \"dark\", \"about\": 7 }", 1, "about takes a text")]
    [InlineData("{ \"like\": \"dark\", \"256\": { \"ok\": \"#000000\" } }", 1, "ok: among the 256 a colour is a number from 0 to 255")]
    [InlineData("{ \"like\": \"dark\", \"256\": 7 }", 1, "256 takes an object of roles: { \"ground\": 233, … }")]
    public void A_slip_is_named_with_its_line_and_the_rest_holds(string text, int line, string says)
    {
        var (theme, problems) = Read(text);
        Assert.Equal(new ThemeProblem(line, says), problems[0]);
        Assert.Equal(ThemeCatalog.BuiltIn("dark")[Role.Accent], theme![Role.Accent]);
    }

    [Fact]
    public void What_came_with_lifetop_is_read_the_short_way_as_it_is_the_long_way()
    {
        foreach (string name in ThemeCatalog.Shipped)
        {
            var (whole, problems) = ThemeFile.Read(name, File.ReadAllBytes(Path.Combine(Docs.Document.Root, "themes", name + ".json")), Nearest.To);
            Assert.Empty(problems);
            var quick = ThemeCatalog.BuiltIn(name);
            Assert.Equal(whole!.About, quick.About);
            foreach (var role in Enum.GetValues<Role>())
            {
                Assert.Equal(whole[role], quick[role]);
                Assert.Equal(whole.For(ColorDepth.Indexed256)[role], quick.For(ColorDepth.Indexed256)[role]);
            }
        }
    }

    [Theory]
    [InlineData("[]", 1, "a theme is one object: { \"ground\": \"#0f1318\", … }")]
    [InlineData("{\n\"ok\": \"green\"\n\"ask\": 3 }", 3, "not readable from here on: a comma, quote or bracket is missing or too many")]
    [InlineData("", 1, "not readable from here on: a comma, quote or bracket is missing or too many")]
    [InlineData("{ \"like\": \"drak\" }", 1, "like: no theme drak comes with lifetop, did you mean dark?")]
    public void What_is_no_theme_says_why(string text, int line, string says)
    {
        var (theme, problems) = Read(text);
        Assert.Null(theme);
        Assert.Equal(new ThemeProblem(line, says), Assert.Single(problems));
    }

    [Fact]
    public void Roles_that_are_not_given_are_named()
    {
        var (theme, problems) = Read("{ \"ground\": 0, \"surface\": 0, \"raised\": 8, \"line\": 8, \"faint\": 7, \"soft\": 7, \"text\": 7, \"bright\": 15, \"accent\": 6, \"onaccent\": 0, \"ok\": 2, \"ask\": 3, \"warn\": 3, \"bad\": 1 }");
        Assert.Null(theme);
        Assert.Equal("no left, match: give every role, or name a theme to take them from with \"like\"", Assert.Single(problems).Text);
    }

    [Fact]
    public void Half_a_table_of_256_is_said_and_left_out()
    {
        var (theme, problems) = Read("{ \"like\": \"dark\", \"256\": { \"ok\": 1 } }");
        Assert.StartsWith("256 has no ground, surface,", Assert.Single(problems).Text, StringComparison.Ordinal);
        Assert.NotEqual(Color.Indexed(1), theme!.For(ColorDepth.Indexed256)[Role.Ok].Foreground);
    }

    [Fact]
    public void No_bytes_stop_it()
    {
        const int seed = 17;
        var random = new Random(seed);
        byte[] good = Encoding.UTF8.GetBytes("{\"like\":\"dark\",\"about\":\"é\",\"ok\":\"black on cyan\",\"ask\":7,\"256\":{\"ground\":233}}");
        for (int round = 0; round < 3000; round++)
        {
            byte[] bytes = [.. good];
            for (int i = random.Next(1, 4); i > 0; i--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            int length = random.Next(bytes.Length + 1);
            var thrown = Record.Exception(() => ThemeFile.Read("mine", bytes.AsSpan(0, length), Nearest.To));
            Assert.True(thrown is null, $"seed {seed} round {round}: {thrown}");
        }
    }
}
