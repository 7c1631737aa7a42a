using System.Linq;
using Lifetop.Screens.Dialogs;
using Lifetop.Terminal;
using Lifetop.Tests.Support;
using Lifetop.Theming;
using Xunit;

namespace Lifetop.Tests.Screens;

public sealed class TextFieldTests
{
    private static TextField Typed(string keys, string text = "")
    {
        var field = new TextField { Limit = 1000 };
        field.Set(text);
        foreach (string name in keys.Split(' ', System.StringSplitOptions.RemoveEmptyEntries))
        {
            Assert.True(Key.TryParse(name, out var key));
            Assert.True(field.Type(key));
        }
        return field;
    }

    [Theory]
    [InlineData("", "a b Home c", "cab")]
    [InlineData("one two", "C-a x C-e y", "xone twoy")]
    [InlineData("one two ", "C-w", "one ")]
    [InlineData("one two", "Left Left C-u", "wo")]
    [InlineData("one two", "C-a Right C-k", "o")]
    [InlineData("日本語", "Left Backspace", "日語")]
    [InlineData("日本語", "Home Delete", "本語")]
    [InlineData("e\u0301x", "Home Delete", "x")]
    [InlineData("a👩‍🚀b", "Left Backspace", "ab")]
    [InlineData("", "Space x Space", " x ")]
    [InlineData("ab", "Home Delete x", "xb")]
    public void Edits_like_a_shell_line(string text, string keys, string expected) => Assert.Equal(expected, Typed(keys, text).Text);

    [Fact]
    public void Leaves_the_keys_that_are_not_its_own()
    {
        var field = new TextField();
        foreach (string name in (string[])["Enter", "Esc", "Tab", "Up", "Down", "PageDown", "F1", "C-c", "C-l"])
        {
            Assert.True(Key.TryParse(name, out var key));
            Assert.False(field.Type(key));
        }
        Assert.Equal("", field.Text);
    }

    [Fact]
    public void Takes_of_a_paste_only_what_can_be_seen()
    {
        var field = new TextField();
        field.Paste("a\u001b[31mb\u0007\r\nc\u202Ed\uD800e\u200B\0");
        Assert.Equal("a[31mb cde", field.Text);
        Assert.True(field.Type(Key.Home));
        field.Paste("\u0007");
        Assert.Equal(0, field.Caret);
    }

    [Fact]
    public void Is_bounded_whatever_is_pasted()
    {
        var field = new TextField { Limit = 300 };
        field.Paste(new string('y', 1_000_000));
        Assert.True(field.Text.Length <= 300);
        field.Paste(string.Concat(Enumerable.Repeat("日", 1000)));
        Assert.True(field.Text.Length <= 300);
    }

    [Theory]
    [InlineData("short", "", "short▏")]
    [InlineData("much longer than it is wide", "", "it is wide▏")]
    [InlineData("much longer than it is wide", "Home", "much longer")]
    public void Keeps_its_caret_in_sight(string text, string keys, string seen)
    {
        var field = Typed(keys, text);
        var world = new UiWorld(new BlankGround());
        var frame = new CellBuffer(11, 1);
        frame.Clear(world.Ui.Scheme[Role.Text]);
        field.Draw(frame.Canvas, 0, 0, 11, world.Ui, Role.Ground, focused: true);
        Assert.Equal(seen, FrameText.Row(frame, 0).Trim());
    }
}
