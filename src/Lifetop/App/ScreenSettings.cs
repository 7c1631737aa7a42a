using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Model;
using Lifetop.Screens;
using Lifetop.Settings;
using Lifetop.Theming;

namespace Lifetop.App;

/// <summary>What the user set about the screen, checked against the themes and the key table, with what is wrong in it.</summary>
public sealed record ScreenSettings(UiSettings Settings, KeyBindings Keys, Theme Theme, ImmutableArray<Problem> Problems)
{
    public static ScreenSettings Of(UserSettings settings, ThemeCatalog catalog)
    {
        var problems = ImmutableArray.CreateBuilder<Problem>();
        var slips = new List<string>();
        var theme = catalog.Load(settings.Theme, slips);
        foreach (string slip in slips)
            problems.Add(new Problem(slip.StartsWith("theme:", System.StringComparison.Ordinal) ? LineOf(settings, "theme") : 0, slip));

        var keys = settings.Keys.Count == 0 ? KeyBindings.Shipped : Bound(settings, problems);
        return new ScreenSettings(SettingsOf(settings), keys, theme, problems.DrainToImmutable());
    }

    private static UiSettings SettingsOf(UserSettings settings) => new()
    {
        Interval = settings.Interval,
        Theme = settings.Theme,
        View = settings.View,
        Columns = settings.Columns,
        Sort = settings.Sort,
        Mouse = settings.Mouse,
        Bell = TextOf(settings, "bell"),
        Hook = ArgumentText.Join(settings.Hook),
        ShowEnded = settings.Policy.ShowEnded,
        IdleAfter = settings.Policy.IdleAfter,
    };

    private static KeyBindings Bound(UserSettings settings, ImmutableArray<Problem>.Builder problems)
    {
        var keys = KeyBindings.With(settings.Keys, out var wrong);
        foreach (var one in wrong)
            problems.Add(new Problem(LineOf(settings, "keys." + one.Name), $"keys.{one.Name}: {one.Text}"));
        return keys;
    }

    private static string TextOf(UserSettings settings, string key)
    {
        foreach (var value in settings.Values)
            if (value.Key == key)
                return value.Text;
        return "";
    }

    private static int LineOf(UserSettings settings, string key)
    {
        foreach (var value in settings.Values)
            if (value.Key == key)
                return value.Line;
        return 0;
    }
}
