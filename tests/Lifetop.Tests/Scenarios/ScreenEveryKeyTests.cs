using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Lifetop.Screens;
using Lifetop.Terminal;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>Every key of the table, pressed in the whole program in each of its views: it does something to be seen or says why not, and Esc leads back.</summary>
public sealed partial class ScreenEveryKeyTests : ScreenScenario
{
    /// <summary>What leaves the program or the view is tried by itself; what draws anew shows nothing new.</summary>
    private static readonly UiAction[] Elsewhere = [UiAction.Quit, UiAction.Leave, UiAction.Suspend, UiAction.Back, UiAction.Redraw];

    /// <summary>In the list of all processes these would be about processes that the test did not start.</summary>
    private static readonly UiAction[] OfStrangers = [UiAction.Reap, UiAction.Signal, UiAction.Adopt, UiAction.CancelReap];

    [Theory]
    [InlineData("", "name", KeyContext.Grid)]
    [InlineData("\r", "lifetop says", KeyContext.Inspect)]
    [InlineData("l", "following", KeyContext.Log)]
    [InlineData("P", "part of a worker", KeyContext.Processes)]
    [InlineData("?", "type to search", KeyContext.Reading)]
    [InlineData("@", "what lifetop did", KeyContext.Reading)]
    public void Does_something_or_says_why_not(string opening, string shown, KeyContext where)
    {
        string log = Lifetop.Folder.Write("log", string.Concat(Enumerable.Range(0, 200).Select(static i => $"line {i}\n")));
        RealProcess[] workers = [Start("sleep", "1000"), Start("sleep", "1000"), Start("sleep", "1000")];
        string[] kinds = ["agent", "daemon", "job"];
        for (int i = 0; i < workers.Length; i++)
            Declare("worker-" + (char)('a' + i), workers[i], $"\"kind\": \"{kinds[i]}\", \"log\": \"{log}\"");
        using var pty = Open(100, 30);
        pty.Until(static screen => ScreenRows.Of(screen.Text).Count == 3, "everybody");
        foreach (var row in KeyMap.All)
        {
            if ((row.Where & where) == 0 || Elsewhere.Contains(row.Action) || (where == KeyContext.Processes && OfStrangers.Contains(row.Action)))
                continue;
            foreach (var key in row.ParsedKeys)
            {
                Home(pty);
                if (opening.Length > 0)
                    pty.Type(opening);
                pty.Until(screen => screen.Shows(shown), shown);
                string before = Seen(pty.Screen);
                pty.Type(Bytes(key));
                bool acted = Eventually.IsTrue(
                    () =>
                    {
                        pty.Read();
                        return Seen(pty.Screen) != before;
                    },
                    IsSilent(row) ? TimeSpan.FromMilliseconds(50) : TimeSpan.FromSeconds(20));
                Assert.True(acted || IsSilent(row), $"{key} ({row.Name}) shows nothing in {where}:\n{pty.Screen.Text}");
            }
        }
        Home(pty);
        Assert.DoesNotContain(workers, static worker => worker.HasEnded);
        pty.Type("q");
        pty.UntilShows("code 0");
    }

    /// <summary>At the end of a list or a text there is nowhere to go, and who chooses what is chosen already sees it.</summary>
    private static bool IsSilent(KeyRow row) => row.Group is "move" || row.Action is UiAction.ViewAll or UiAction.LogFollow or UiAction.LogAllTime or UiAction.LogNext or UiAction.LogPrevious or UiAction.MarkNone;

    /// <summary>Back to the list with nothing over it, nothing filtered and nothing said.</summary>
    private static void Home(Pty pty)
    {
        for (int tries = 0; tries < 12 && !pty.Screen.Shows("this is the first screen"); tries++)
        {
            // Each level that is left is to be seen; at the last one it says that there is none above.
            string before = Seen(pty.Screen);
            pty.Type("\e");
            Eventually.IsTrue(() => { pty.Read(); return Seen(pty.Screen) != before; }, TimeSpan.FromMilliseconds(400));
        }
        pty.UntilShows("this is the first screen");
        // All of them in view, as a list, and what was said is gone.
        pty.Type("0");
        pty.Until(static screen => !screen.Shows("this is the first screen") && screen.Shows("worker-a"), "the list");
    }

    /// <summary>Without what changes by itself: times, ages, loads.</summary>
    private static string Seen(VirtualTerminal screen) => Numbers().Replace(screen.Text, "#");

    private static string Bytes(Key key)
    {
        if (key.IsText)
            return char.ConvertFromUtf32(key.Code);
        if ((key.Modifiers & KeyModifiers.Ctrl) != 0)
            return ((char)(key.Code & 0x1F)).ToString();
        return Sequences[key.ToString()];
    }

    private static readonly Dictionary<string, string> Sequences = new()
    {
        ["Down"] = "\e[B",
        ["Up"] = "\e[A",
        ["Right"] = "\e[C",
        ["Left"] = "\e[D",
        ["PageDown"] = "\e[6~",
        ["PageUp"] = "\e[5~",
        ["Home"] = "\e[H",
        ["End"] = "\e[F",
        ["Tab"] = "\t",
        ["S-Tab"] = "\e[Z",
        ["Enter"] = "\r",
        ["Esc"] = "\e",
        ["F1"] = "\eOP",
        ["F3"] = "\eOR",
        ["F4"] = "\eOS",
        ["F5"] = "\e[15~",
        ["F6"] = "\e[17~",
        ["F9"] = "\e[20~",
        ["F10"] = "\e[21~",
    };

    [GeneratedRegex(@"[\d.:,]+ *[smhdGMk]?\d*s?")]
    private static partial Regex Numbers();
}
