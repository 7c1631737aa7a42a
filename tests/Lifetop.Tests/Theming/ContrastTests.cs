using System;
using System.Globalization;
using System.IO;
using Lifetop.Terminal;
using Lifetop.Tests.Docs;
using Lifetop.Theming;
using Xunit;

namespace Lifetop.Tests.Theming;

public sealed class ContrastTests
{
    public static TheoryData<string> Colourful
        => [.. Array.FindAll(ThemeCatalog.Shipped, static name => name is not ("ansi16" or "mono"))];

    public static TheoryData<string, ColorDepth> InEveryDepth
    {
        get
        {
            var data = new TheoryData<string, ColorDepth>();
            foreach (string name in ThemeCatalog.Shipped)
            {
                if (name is "ansi16" or "mono")
                    continue;
                data.Add(name, ColorDepth.TrueColor);
                data.Add(name, ColorDepth.Indexed256);
            }
            return data;
        }
    }

    private static double Between(Style style) => Contrast.Between(Known(style.Foreground), Known(style.Background));

    private static Color Known(Color color) => Palette.Known(color) ?? throw new InvalidOperationException($"{color} is nobody's to know");

    private static (double Least, Role Role, Role Ground) Lowest(Scheme scheme)
    {
        (double Least, Role, Role) lowest = (21, default, default);
        foreach (var role in Roles.Texts)
            foreach (var ground in Roles.Grounds)
                if (Between(scheme.On(role, ground)) is var contrast && contrast < lowest.Least)
                    lowest = (contrast, role, ground);
        return lowest;
    }

    [Theory]
    [MemberData(nameof(InEveryDepth))]
    public void Text_of_every_role_can_be_read_on_every_ground(string name, ColorDepth depth)
    {
        var scheme = ThemeCatalog.BuiltIn(name).For(depth);
        var (least, role, ground) = Lowest(scheme);
        Assert.True(least >= 4.5, $"{role} on {ground}: {least:0.00}");
        Assert.True(Between(scheme[Role.OnAccent]) >= 4.5, "the focused button");
        Assert.True(Between(scheme[Role.Match]) >= 4.5, "a search hit");
    }

    [Theory]
    [MemberData(nameof(InEveryDepth))]
    public void What_lies_behind_a_dialog_is_dimmer_than_any_text_and_still_recognised(string name, ColorDepth depth)
    {
        var scheme = ThemeCatalog.BuiltIn(name).For(depth);
        var behind = scheme.Behind.Of(scheme.Strong(Role.Bad));
        Assert.Equal(scheme.Behind.Of(scheme[Role.Ok]), behind);
        Assert.Equal(TextAttributes.None, behind.Attributes);
        Assert.InRange(Between(behind), 3, Between(scheme[Role.Faint]) - 0.5);
    }

    [Theory]
    [MemberData(nameof(InEveryDepth))]
    public void The_cursor_row_and_rules_stand_out_from_the_ground(string name, ColorDepth depth)
    {
        var scheme = ThemeCatalog.BuiltIn(name).For(depth);
        Assert.True(Contrast.Between(Known(scheme[Role.Raised].Background), Known(scheme[Role.Ground].Background)) >= 1.08);
        Assert.True(Between(scheme[Role.Line]) >= 1.2);
    }

    /// <summary>As they were worked out when the colours were chosen: a slip of the pen in a file shows here.</summary>
    [Theory]
    [InlineData("dark", 4.83)]
    [InlineData("light", 4.98)]
    [InlineData("high-contrast", 6.20)]
    [InlineData("solarized-dark", 4.55)]
    [InlineData("gruvbox", 4.79)]
    [InlineData("nord", 4.65)]
    [InlineData("catppuccin-mocha", 4.93)]
    [InlineData("lichen", 5.37)]
    public void The_lowest_contrast_is_the_one_it_was_made_with(string name, double lowest)
        => Assert.Equal(lowest, Lowest(ThemeCatalog.BuiltIn(name).For(ColorDepth.TrueColor)).Least, 2);

    [Fact]
    public void Dark_in_256_colours_is_as_its_file_says()
    {
        var scheme = ThemeCatalog.BuiltIn("dark").For(ColorDepth.Indexed256);
        Assert.Equal(new Style(Color.Indexed(246), Color.Indexed(235)), scheme.On(Role.Faint, Role.Raised));
        Assert.Equal(4.99, Lowest(scheme).Least, 2);
    }

    [Theory]
    [MemberData(nameof(Colourful))]
    public void In_256_colours_no_two_states_look_the_same(string name)
    {
        var scheme = ThemeCatalog.BuiltIn(name).For(ColorDepth.Indexed256);
        Role[] hues = [Role.Ok, Role.Ask, Role.Warn, Role.Left, Role.Bad, Role.Accent];
        for (int i = 0; i < hues.Length; i++)
            for (int j = 0; j < i; j++)
                Assert.True(scheme[hues[i]] != scheme[hues[j]], string.Create(CultureInfo.InvariantCulture, $"{hues[i]} and {hues[j]} are both {scheme[hues[i]]}"));
    }

    [Fact]
    public void Every_file_of_the_folder_is_offered_and_is_whole()
    {
        var files = Array.ConvertAll(Directory.GetFiles(Path.Combine(Document.Root, "themes"), "*.json"), static file => Path.GetFileNameWithoutExtension(file));
        Array.Sort(files, StringComparer.Ordinal);
        string[] offered = [.. ThemeCatalog.Shipped];
        Array.Sort(offered, StringComparer.Ordinal);
        Assert.Equal<string>(offered, files);
        foreach (string name in offered)
        {
            var (theme, problems) = ThemeFile.Read(name, File.ReadAllBytes(Path.Combine(Document.Root, "themes", name + ".json")), Lifetop.Model.Nearest.To);
            Assert.Empty(problems);
            Assert.NotEqual("", theme?.About);
        }
    }
}
