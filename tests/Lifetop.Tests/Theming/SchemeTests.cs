using System;
using Lifetop.Terminal;
using Lifetop.Theming;
using Xunit;

namespace Lifetop.Tests.Theming;

public sealed class SchemeTests
{
    private static readonly Role[] Everyone = Enum.GetValues<Role>();

    [Theory]
    [InlineData("dark", ColorDepth.Ansi16, "ansi16")]
    [InlineData("light", ColorDepth.Ansi16, "ansi16")]
    [InlineData("dark", ColorDepth.None, "mono")]
    [InlineData("ansi16", ColorDepth.None, "mono")]
    [InlineData("mono", ColorDepth.Ansi16, "mono")]
    [InlineData("ansi16", ColorDepth.TrueColor, "ansi16")]
    public void Too_few_colours_choose_the_theme_made_for_them(string chosen, ColorDepth depth, string shown)
    {
        var scheme = ThemeCatalog.BuiltIn(chosen).For(depth);
        var expected = ThemeCatalog.BuiltIn(shown).For(ColorDepth.TrueColor);
        foreach (var role in Everyone)
            foreach (var ground in Everyone)
                Assert.Equal(expected.On(role, ground), scheme.On(role, ground));
    }

    [Theory]
    [InlineData("ansi16")]
    [InlineData("mono")]
    public void Few_colours_keep_the_terminals_own_background_and_never_bright_black(string name)
    {
        var scheme = ThemeCatalog.BuiltIn(name).For(ColorDepth.TrueColor);
        foreach (var role in Everyone)
        {
            Assert.True(scheme.On(role, Role.Ground).Background.IsDefault, $"{role} has a background");
            foreach (var ground in Everyone)
            {
                var style = scheme.On(role, ground);
                Assert.False(style.Foreground.IsIndexed && style.Foreground.Index == 8 || style.Background.IsIndexed && style.Background.Index == 8);
                Assert.True(name != "mono" || (style.Foreground.IsDefault && style.Background.IsDefault), $"{role} on {ground} has a hue");
            }
        }
        Assert.Equal(Style.Plain.With(TextAttributes.Dim), scheme.Behind.Of(scheme.Strong(Role.Bad)));
        Assert.Equal(name == "ansi16", scheme.HasColors);
    }

    [Theory]
    [InlineData("ansi16")]
    [InlineData("mono")]
    public void The_cursor_row_of_few_colours_is_one_unbroken_run_in_reverse(string name)
    {
        var scheme = ThemeCatalog.BuiltIn(name).For(ColorDepth.TrueColor);
        foreach (var role in Everyone)
        {
            Assert.Equal(Style.Plain.With(TextAttributes.Reverse), scheme.Cursor.Of(scheme.Strong(role)));
            Assert.Equal(Style.Plain.With(TextAttributes.Reverse), scheme.On(role, Role.Raised));
        }
    }

    [Fact]
    public void The_cursor_row_of_many_colours_keeps_hues_hits_and_buttons()
    {
        var scheme = ThemeCatalog.BuiltIn("dark").For(ColorDepth.TrueColor);
        Assert.Equal(scheme.On(Role.Bad, Role.Raised), scheme.Cursor.Of(scheme[Role.Bad]));
        Assert.Equal(scheme[Role.Match], scheme.Cursor.Of(scheme[Role.Match]));
        Assert.Equal(scheme[Role.OnAccent], scheme.Cursor.Of(scheme[Role.OnAccent]));
    }

    [Fact]
    public void The_sixteen_colours_are_the_ones_of_the_table()
    {
        var scheme = ThemeCatalog.BuiltIn("ansi16").For(ColorDepth.Ansi16);
        Assert.Equal(new Style(Color.Indexed(14), Color.Default), scheme[Role.Accent]);
        Assert.Equal(new Style(Color.Indexed(0), Color.Indexed(6)), scheme[Role.OnAccent]);
        Assert.Equal(new Style(Color.Indexed(3), Color.Default), scheme[Role.Warn]);
        Assert.Equal(Style.Plain.With(TextAttributes.Bold), scheme[Role.Bright]);
        Assert.Equal(Style.Plain.With(TextAttributes.Dim), scheme[Role.Line]);
    }

    [Fact]
    public void Asking_for_a_style_makes_nothing_new()
    {
        var scheme = ThemeCatalog.BuiltIn("dark").For(ColorDepth.TrueColor);
        int Ask()
        {
            int sum = 0;
            foreach (var role in Everyone)
            {
                var style = scheme.On(role, Role.Raised);
                sum += scheme[role].Foreground.Red + scheme.Strong(role).Foreground.Red + scheme.Cursor.Of(style).Foreground.Red + scheme.Behind.Of(style).Foreground.Red;
            }
            return sum;
        }
        int once = Ask();
        long before = GC.GetAllocatedBytesForCurrentThread();
        int again = Ask();
        long after = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(once, again);
        Assert.Equal(before, after);
    }

    [Fact]
    public void A_theme_may_keep_the_terminals_own_background_under_hues_of_its_own()
    {
        var (theme, problems) = ThemeFile.Read("clear", "{ \"like\": \"dark\", \"ground\": \"default\", \"surface\": \"default\" }"u8, static (_, _) => null);
        Assert.Empty(problems);
        var scheme = theme!.For(ColorDepth.TrueColor);
        Assert.Equal(new Style(Color.Rgb(0x7c, 0xc9, 0x8b), Color.Default), scheme[Role.Ok]);
        Assert.Equal(Color.Rgb(0x20, 0x2a, 0x37), scheme.Cursor.Of(scheme[Role.Ok]).Background);
        Assert.Equal(Style.Plain.With(TextAttributes.Dim), scheme.Behind.Of(scheme[Role.Ok]));
        Assert.Equal(Color.Default, theme.For(ColorDepth.Indexed256)[Role.Ok].Background);
    }
}
