using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Lifetop.Terminal;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Terminal;

public sealed class TerminalProfileTests
{
    [Theory]
    [InlineData("TERM=xterm-256color", ColorDepth.Indexed256)]
    [InlineData("TERM=xterm-256color COLORTERM=truecolor", ColorDepth.TrueColor)]
    [InlineData("TERM=tmux-256color COLORTERM=24bit", ColorDepth.TrueColor)]
    [InlineData("TERM=xterm-direct", ColorDepth.TrueColor)]
    [InlineData("TERM=xterm-kitty", ColorDepth.TrueColor)]
    [InlineData("TERM=foot", ColorDepth.TrueColor)]
    [InlineData("TERM=xterm", ColorDepth.Ansi16)]
    [InlineData("TERM=screen", ColorDepth.Ansi16)]
    [InlineData("TERM=screen.xterm-256color STY=1.x COLORTERM=truecolor", ColorDepth.Indexed256)]
    [InlineData("TERM=linux COLORTERM=truecolor", ColorDepth.Ansi16)]
    [InlineData("TERM=vt100", ColorDepth.None)]
    [InlineData("TERM=xterm-256color COLORTERM=truecolor NO_COLOR=1", ColorDepth.None)]
    [InlineData("TERM=xterm-256color NO_COLOR=", ColorDepth.Indexed256)]
    public void Knows_how_many_colours(string environment, ColorDepth colors) => Assert.Equal(colors, Of(environment).Colors);

    [Theory]
    [InlineData("LANG=C.UTF-8", true)]
    [InlineData("LANG=de_DE.utf8", true)]
    [InlineData("LANG=C", false)]
    [InlineData("", false)]
    [InlineData("LANG=en_US.UTF-8 LC_ALL=C", false)]
    [InlineData("LANG=C LC_CTYPE=en_US.UTF-8", true)]
    [InlineData("LANG=en_US.UTF-8 LC_ALL=", true)]
    public void Knows_the_letters_from_the_locale(string environment, bool isUtf8) => Assert.Equal(isUtf8, Of("TERM=xterm " + environment).IsUtf8);

    [Theory]
    [InlineData("TERM=xterm", null)]
    [InlineData("TERM=vt220", null)]
    [InlineData("TERM=dumb", "TERM is dumb")]
    [InlineData("TERM=", "TERM is not set")]
    [InlineData("", "TERM is not set")]
    [InlineData("TERM=xtermish", "TERM xtermish is unknown")]
    [InlineData("TERM=\e[2J", "TERM ␛[2J is unknown")]
    public void Says_why_no_screen_can_be_shown(string environment, string? why) => Assert.Equal(why, Of(environment).Unable);

    [Fact]
    public void Trusts_a_console_with_little()
    {
        var linux = Of("TERM=linux LANG=C.UTF-8");
        Assert.True(linux is { HasAsciiStates: true, HasAlternateScreen: false, AnswersModes: false, StacksKeyModes: false, IsUtf8: true });
        var tmux = Of("TERM=tmux-256color TMUX=/tmp/x,1,0");
        Assert.True(tmux is { InTmux: true, ErasesWithBackground: true, HasAlternateScreen: true, StacksKeyModes: false, HasAsciiStates: false });
        var screen = Of("TERM=screen-256color STY=1.x");
        Assert.True(screen is { InScreen: true, ErasesWithBackground: false, AnswersModes: false });
        Assert.True(Of("TERM=foot").StacksKeyModes);
    }

    [Fact]
    public void Asks_the_terminfo_entry_of_a_terminal_it_does_not_know()
    {
        using var home = new TempFolder();
        foreach (var (name, address, folder) in new[] { ("newish", "\e[%i%p1%d;%p2%dH", "n"), ("oldish", "\eY%p1%' '%+%c%p2%' '%+%c", "6f") })
        {
            Directory.CreateDirectory(home.File(".terminfo/" + folder));
            File.WriteAllBytes(home.File($".terminfo/{folder}/{name}"), Entry(name, 256, address));
        }
        home.Write(".terminfo/b/broken", "no entry");
        TerminalProfile Of(string term) => TerminalProfile.Of(name => name switch { "TERM" => term, "HOME" => home.Path, _ => null });
        Assert.True(Of("newish") is { Unable: null, Colors: ColorDepth.Indexed256, ErasesWithBackground: true });
        Assert.Equal("TERM oldish does not move its cursor as ANSI terminals do", Of("oldish").Unable);
        Assert.Equal("TERM broken is unknown", Of("broken").Unable);
        Assert.Equal("TERM ../b/broken is unknown", Of("../b/broken").Unable);
    }

    [Fact]
    public void Reads_entries_of_any_bytes()
    {
        byte[] whole = Entry("newish", 8, "\e[%i%p1%d;%p2%dH");
        Assert.Equal(new Terminfo(IsAnsi: true, 8, ErasesWithBackground: true), Terminfo.Parse(whole));
        for (int length = 0; length < whole.Length; length++)
            _ = Terminfo.Parse(whole.AsSpan(0, length));
        const int seed = 7;
        var random = new Random(seed);
        for (int i = 0; i < 5000; i++)
        {
            byte[] bytes = [.. whole];
            for (int changes = random.Next(1, 6); changes > 0; changes--)
                bytes[random.Next(12)] = (byte)random.Next(256);
            _ = Terminfo.Parse(bytes);
        }
    }

    private static byte[] Entry(string name, short colors, string address)
    {
        var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        byte[] names = Encoding.ASCII.GetBytes(name + "|a test\0");
        byte[] texts = Encoding.ASCII.GetBytes(address + "\0");
        foreach (int part in (int[])[0x11A, names.Length, 29, 14, 11, texts.Length])
            writer.Write((short)part);
        writer.Write(names);
        writer.Write([.. Enumerable.Repeat((byte)0, 28), 1]);
        if (bytes.Length % 2 == 1)
            writer.Write((byte)0);
        for (int i = 0; i < 14; i++)
            writer.Write(i == 13 ? colors : (short)-1);
        for (int i = 0; i < 11; i++)
            writer.Write(i == 10 ? (short)0 : (short)-1);
        writer.Write(texts);
        return bytes.ToArray();
    }

    private static TerminalProfile Of(string environment)
    {
        var values = environment.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static pair => pair.Split('=', 2)).ToDictionary(static pair => pair[0], static pair => pair[1]);
        return TerminalProfile.Of(name => values.GetValueOrDefault(name), static _ => null);
    }
}
