using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Lifetop.Model;
using Lifetop.Theming;
using Xunit;

namespace Lifetop.Tests.Theming;

public sealed class ThemeCatalogTests
{
    private sealed class Folder(params (string Name, string? Text)[] files) : IThemeFolder
    {
        public IReadOnlyList<string> Names() => Array.ConvertAll(files, static file => file.Name);

        public string PathOf(string name) => $"/home/me/themes/{name}.json";

        public byte[]? Read(string name, out string? why)
        {
            why = null;
            foreach (var (known, text) in files)
            {
                if (known != name)
                    continue;
                why = text is null ? "no right to read it" : null;
                return text is null ? null : Encoding.UTF8.GetBytes(text);
            }
            return null;
        }
    }

    private static ThemeCatalog Catalog(params (string Name, string? Text)[] files) => new(new Folder(files), Nearest.To);

    [Fact]
    public void A_users_theme_wins_over_ours_of_the_same_name_and_stands_after_ours_else()
    {
        var catalog = Catalog(("dark", "{ \"like\": \"nord\" }"), ("zen", "{ \"like\": \"dark\" }"));
        Assert.Equal(ThemeCatalog.BuiltIn("nord")[Role.Ground], catalog.Load("dark", [])[Role.Ground]);
        Assert.Equal([.. ThemeCatalog.Shipped, "zen"], catalog.List().Select(static one => one.Name));
        Assert.Equal("/home/me/themes/dark.json", catalog.List().First().Path);
        Assert.Null(catalog.List().Single(static one => one.Name == "nord").Path);
    }

    [Theory]
    [InlineData("broken", "/home/me/themes/broken.json:2: not readable from here on: a comma, quote or bracket is missing or too many")]
    [InlineData("locked", "/home/me/themes/locked.json: no right to read it")]
    [InlineData("nrod", "theme: no theme nrod: did you mean nord?")]
    [InlineData("../../secret", "theme: no theme ../../secret: there is dark, light, high-contrast, solarized-dark, gruvbox, nord, catppuccin-mocha, lichen, ansi16, mono, broken, locked")]
    public void A_theme_that_is_none_gives_dark_and_says_why(string name, string says)
    {
        var problems = new List<string>();
        var theme = Catalog(("broken", "{\n"), ("locked", null), ("../../secret", "{ \"like\": \"light\" }")).Load(name, problems);
        Assert.Equal("dark", theme.Name);
        Assert.Equal(says, Assert.Single(problems));
    }
}
