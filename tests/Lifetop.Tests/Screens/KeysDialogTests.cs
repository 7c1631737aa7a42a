using System;
using System.Collections.Generic;
using System.Linq;
using Lifetop.Screens;
using Lifetop.Screens.Dialogs;
using Lifetop.Terminal;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Screens;

public sealed class KeysDialogTests
{
    private static UiWorld Open(int width = 80, int height = 24, params (string Name, string Keys)[] own)
    {
        var world = new UiWorld(new BlankGround(), width, height);
        world.Ui.OtherScreens = new ScreenTable();
        world.Ui.Keys = KeyBindings.With([.. own.Select(static one => new KeyValuePair<string, string>(one.Name, one.Keys))], out _);
        Update.Do(world.Ui, KeyMap.Of(UiAction.Keys));
        return world;
    }

    /// <summary>The cursor goes to the row of this action.</summary>
    private static UiWorld On(UiWorld world, UiAction action)
    {
        world.Press("g");
        for (int i = 0; KeyMap.All[i].Action != action; i++)
            world.Press("j");
        return world;
    }

    private static string KeysOf(UiWorld world, UiAction action) => string.Join(' ', world.Ui.Keys.KeysOf(action));

    private static SaveSetting Saved(UiWorld world) => Assert.IsType<SaveSetting>(Assert.Single(world.Effects()));

    [Theory]
    [InlineData(40, 10)]
    [InlineData(80, 24)]
    [InlineData(120, 36)]
    [InlineData(200, 50)]
    public void Looks_like_this(int width, int height)
    {
        var world = On(Open(width, height, ("reap", "K F8")), UiAction.Reap);
        world.Press("Down Enter");
        Golden.Is($"Keys.{width}x{height}", world.Text());
    }

    [Fact]
    public void The_key_that_is_pressed_next_does_it_from_then_on()
    {
        var world = On(Open(), UiAction.Reap);
        world.Press("Enter K");
        Assert.Equal("K", KeysOf(world, UiAction.Reap));
        Assert.Equal(new SaveSetting("keys.reap", "K"), Saved(world));
        Assert.Equal(UiAction.Reap, world.Ui.Keys.Find(KeyContext.Grid, new Key('K'))?.Action);
        Assert.Null(world.Ui.Keys.Find(KeyContext.Grid, new Key('x')));
        world.Press("Space F8");
        Assert.Equal("K F8", KeysOf(world, UiAction.Reap));
        Assert.Equal(new SaveSetting("keys.reap", "K F8"), Saved(world));
        world.Press("R");
        Assert.Equal("x", KeysOf(world, UiAction.Reap));
        Assert.Equal(new SaveSetting("keys.reap", ""), Saved(world));
    }

    [Fact]
    public void A_key_that_is_taken_says_by_what_and_changes_nothing()
    {
        var world = On(Open(), UiAction.Reap);
        world.Press("Enter l");
        Assert.Contains("l cannot be both logs and reap: reap stays on x", world.Plain(), StringComparison.Ordinal);
        Assert.Empty(world.Effects());
        Assert.Equal("x", KeysOf(world, UiAction.Reap));
        Assert.Equal("l", KeysOf(world, UiAction.Logs));
        world.Press("Enter C-c");
        Assert.Contains("C-c cannot be both", world.Plain(), StringComparison.Ordinal);
        world.Press("j");
        Assert.DoesNotContain("cannot be both", world.Plain(), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_action_that_was_rebound_keeps_its_key_wherever_it_stands_in_the_config()
    {
        var world = On(Open(80, 24, ("reap", "K"), ("logs", "E")), UiAction.Reap);
        world.Press("Enter E");
        Assert.Contains("E cannot be both", world.Plain(), StringComparison.Ordinal);
        Assert.Empty(world.Effects());
        Assert.Equal("K", KeysOf(world, UiAction.Reap));
        Assert.Equal("E", KeysOf(world, UiAction.Logs));
    }

    [Fact]
    public void A_key_that_others_left_behind_cannot_be_taken_from_who_would_go_back_to_it()
    {
        var world = On(Open(80, 24, ("logs", "E")), UiAction.Reap);
        world.Press("Enter l");
        Assert.Equal("l", KeysOf(world, UiAction.Reap));
        world.Effects();
        On(world, UiAction.Logs).Press("R");
        Assert.Contains("l cannot be both", world.Plain(), StringComparison.Ordinal);
        Assert.Equal("E", KeysOf(world, UiAction.Logs));
        Assert.Empty(world.Effects());
    }

    [Fact]
    public void Esc_a_paste_and_a_click_give_no_key()
    {
        var world = On(Open(), UiAction.Reap);
        world.Press("Enter");
        Update.Input(world.Ui, new InputEvent(InputKind.Paste) { Text = "Kx" });
        world.Click(20, 5);
        world.Wheel(20, 5, down: true);
        Assert.Contains("press it", world.Plain(), StringComparison.Ordinal);
        world.Press("Esc");
        Assert.DoesNotContain("press it", world.Plain(), StringComparison.Ordinal);
        Assert.Equal("x", KeysOf(world, UiAction.Reap));
        Assert.Empty(world.Effects());
        world.Press("R");
        Assert.Contains("keys it came with", world.Ui.Line.Current?.Text, StringComparison.Ordinal);
        world.Press("Esc");
        Assert.Single(world.Ui.Screens);
    }

    [Fact]
    public void The_settings_say_how_many_are_changed_and_lead_there()
    {
        var world = new UiWorld(new BlankGround());
        world.Ui.Open(new SettingsDialog());
        Assert.Contains("as shipped", world.Plain(), StringComparison.Ordinal);
        world.Ui.Keys = KeyBindings.With([new("reap", "K")], out _);
        Assert.Contains("1 changed", world.Plain(), StringComparison.Ordinal);
        for (int i = 0; i < 20 && world.Ui.Top is SettingsDialog && !world.Row(RowOfCursor(world)).Contains("keys ", StringComparison.Ordinal); i++)
            world.Press("Down");
        world.Press("Enter");
        Assert.IsType<KeysDialog>(world.Ui.Top);
    }

    private static int RowOfCursor(UiWorld world) => 1 + Array.FindIndex(world.Plain().Split('\n'), static row => row.Contains('▌', StringComparison.Ordinal));
}
