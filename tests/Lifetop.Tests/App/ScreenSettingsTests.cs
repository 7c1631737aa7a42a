using System;
using System.Linq;
using System.Text;
using Lifetop.App;
using Lifetop.Screens;
using Lifetop.Settings;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.App;

public sealed class ScreenSettingsTests
{
    private static ScreenSettings Of(TempFolder folder, string config)
    {
        var (settings, problems) = SettingsReader.Read(Encoding.UTF8.GetBytes(config));
        Assert.Empty(problems);
        return ScreenSettings.Of(settings, ThemeFolder.Catalog(folder.File("config.json")));
    }

    [Fact]
    public void What_is_set_reaches_the_screen()
    {
        using var folder = new TempFolder();
        var screen = Of(folder, """{ "theme": "nord", "view": "attention", "mouse": false, "interval": "2s", "columns": ["name"], "sort": "cpu", "show_ended": "2h", "keys": { "reap": "K" } }""");
        Assert.Empty(screen.Problems);
        Assert.Equal("nord", screen.Theme.Name);
        Assert.Equal(new UiSettings { Theme = "nord", View = "attention", Mouse = false, Interval = TimeSpan.FromSeconds(2), Columns = screen.Settings.Columns, Sort = "cpu", ShowEnded = TimeSpan.FromHours(2) }, screen.Settings);
        Assert.Equal<string>(["name"], screen.Settings.Columns);
        Assert.Equal("K", screen.Keys.KeysOf(UiAction.Reap).Single().ToString());
    }

    [Fact]
    public void A_theme_of_the_users_own_lies_beside_the_config()
    {
        using var folder = new TempFolder();
        folder.Write("themes/amber.json", "{ \"like\": \"dark\", \"text\": \"#ffb000\" }");
        var screen = Of(folder, """{ "theme": "amber" }""");
        Assert.Empty(screen.Problems);
        Assert.Equal("amber", screen.Theme.Name);
    }

    [Fact]
    public void What_is_wrong_is_named_with_its_line_and_the_screen_has_what_it_needs()
    {
        using var folder = new TempFolder();
        folder.Write("themes/amber.json", "{ \"like\": \"dark\",\n \"txt\": \"#ffb000\" }");
        var screen = Of(folder, "{\n\"theme\": \"nrod\",\n\"keys\": { \"reep\": \"K\",\n\"reap\": \"l\" } }");
        Assert.Equal<Problem>(
            [
                new Problem(2, "theme: no theme nrod: did you mean nord?"),
                new Problem(3, "keys.reep: no action reep: did you mean reap?"),
                new Problem(4, "keys.reap: l cannot be both logs and reap: reap stays on x"),
            ],
            screen.Problems);
        Assert.Equal("dark", screen.Theme.Name);
        Assert.Equal($"{folder.File("themes/amber.json")}:2: no role txt: did you mean text?", Assert.Single(Of(folder, """{ "theme": "amber" }""").Problems).Text);
    }
}
