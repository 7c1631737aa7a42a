using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>Names, titles, folders, fields and logs written by somebody who wishes the terminal ill.</summary>
public sealed class HostileTextTests
{
    private const string Evil = "\e[2J\e]0;gone\a\e]52;c;ZXZpbA==\a\eP1$r\e\\\u009b31m\u0085\u200e\u2028";
    private static readonly string[] Verbs = ["ls", "ls -o wide", "ls -o name", "ls -o summary", "show", "why", "logs", "history", "doctor"];

    [Fact]
    public void Reaches_no_output_as_anything_that_acts_on_a_terminal()
    {
        using var lifetop = new LifetopProgram();
        using var tmux = lifetop.Tmux();
        string folder = lifetop.Folder.File("d" + Evil.Replace("/", "", StringComparison.Ordinal));
        Directory.CreateDirectory(folder);
        tmux.Start("s");
        tmux.Tmux("new-window", "-c", folder.Replace("#", "##", StringComparison.Ordinal), "-n", "w\e[2J\u009b31m", "cd \"$FOLDER\" 2>/dev/null; printf '\\033[31mred\\033]0;title-evil\\007\\033]2;t\\007text\\n'; exec -a 'x\e[2J\u0007y' sleep 1000");
        using var worker = RealProcess.StartIn(folder, null, "bash", "-c", "exec -a $'w\\e[2J\\a' sh -c 'while :; do sleep 1000; done' $'\\x9b2J' $'a\\nb'");
        string log = lifetop.Folder.Write("log", "first\e[2J\a line\u202e\nsecond\u009b2J\r\x1b]52;c;eA==\a\n");
        lifetop.WriteManifest("evil", Manifest(worker, log));

        List<string> all = [.. Verbs];
        foreach (string verb in all)
        {
            string[] words = verb.Split(' ');
            var result = lifetop.Run([.. words, .. verb is "show" or "why" or "logs" ? ["evil"] : Array.Empty<string>()]);
            Assert.True(result.ExitCode is 0 or 1, result.ToString());
            AssertHarmless(result.Bytes, verb);
            AssertHarmless(result.ErrorBytes, verb + " (stderr)");
        }
        var forgotten = lifetop.Run("show", "no" + Evil);
        Assert.Equal(3, forgotten.ExitCode);
        AssertHarmless(forgotten.ErrorBytes, "an unknown name");
        AssertHarmless(lifetop.Run("ls", "--filter", "cpu>" + Evil).ErrorBytes, "a bad filter");
        AssertHarmless(lifetop.Run("ls", "--no" + Evil).ErrorBytes, "an unknown option");
        AssertHarmless(lifetop.Run("no" + Evil).ErrorBytes, "an unknown verb");
    }

    [Fact]
    public void Is_valid_JSON_that_gives_back_what_was_declared()
    {
        using var lifetop = new LifetopProgram();
        using var worker = RealProcess.Start("sleep", "1000");
        string log = lifetop.Folder.Write("log", "x");
        lifetop.WriteManifest("evil", Manifest(worker, log));
        string odd = "a\"\\\u007f\u2028 \ud83e\udda6 <b>&'";
        lifetop.WriteManifest("odd", JsonSerializer.Serialize(new Dictionary<string, object> { ["key"] = "odd", ["pid"] = 0, ["task"] = odd }));

        var list = lifetop.List();

        Assert.Equal("t" + Evil, list["manifest/evil"].Text("task"));
        Assert.Equal(odd, list["manifest/odd"].Text("task"));
        string again = JsonSerializer.Serialize(list.Json);
        Assert.Equal(list.Json.GetProperty("workers").GetArrayLength(), JsonDocument.Parse(again).RootElement.GetProperty("workers").GetArrayLength());
        AssertHarmless(list.Bytes, "ls --json");
    }

    [Fact]
    public void Makes_names_that_differ_only_by_what_is_invisible_look_different()
    {
        using var lifetop = new LifetopProgram();
        string[] hidden = ["", "\u202e", "\u2066", "\u200b", "\ufeff", "\u00ad", "\udb40\udc41"];
        for (int i = 0; i < hidden.Length; i++)
            lifetop.WriteManifest($"m{i}", JsonSerializer.Serialize(new Dictionary<string, object> { ["key"] = $"m{i}", ["name"] = $"pay{hidden[i]}load" }));

        var result = lifetop.Run("ls", "--columns", "name", "--no-header", "--filter", "src:manifest");

        Assert.Equal(hidden.Length, result.Lines.Distinct().Count());
        Assert.Equal(hidden.Length, lifetop.List("--filter", "src:manifest").Workers.Count);
        foreach (string invisible in hidden[1..])
            Assert.DoesNotContain(invisible, result.Output);
    }

    [Fact]
    public void Shows_bad_UTF_8_as_such_and_the_other_rows_whole()
    {
        using var lifetop = new LifetopProgram();
        using var scratch = new Scratch();
        using var worker = RealProcess.Start("bash", "-c", "exec -a $'bad\\xff\\xfename' sh -c 'while :; do sleep 1000; done' $'\\xc3'");
        string log = scratch.Write("log", [.. "one \xff"u8.ToArray().Take(4), 0xFF, 0xC3, .. "\ntwo\n"u8]);
        lifetop.WriteManifest("fine", $$"""{ "key": "fine", "name": "na\u00efve", "pid": {{worker.Pid}}, "start_ticks": {{worker.StartTicks}}, "log": "{{log}}" }""");
        scratch.WriteRawName([.. "bad"u8, 0xFF, .. ".pid"u8]);

        var list = lifetop.List("--dir", scratch.Root);

        Assert.Equal("naïve", list["manifest/fine"].Name);
        Assert.Contains(list.Gaps, static gap => gap.Contains("1 name is not UTF-8 and was passed over; rename it", StringComparison.Ordinal));
        Assert.Contains("bad\ufffd\ufffdname", lifetop.Run("show", "fine").Output);
        Assert.Equal(["one \ufffd\ufffd", "two"], lifetop.Run("logs", "fine").Lines);
    }

    [Fact]
    public void Comes_out_of_a_pane_without_shifts_and_links()
    {
        using var lifetop = new LifetopProgram();
        using var tmux = lifetop.Tmux();
        tmux.Start("lines", "sh", "-c", "printf 'box \\016lqk\\017 end\\n\\033]8;;http://evil/\\033\\\\link\\033]8;;\\033\\\\ \\033[1;31mred\\033[0m\\n'; exec sleep 1000");
        Eventually.True(() => lifetop.Run("logs", "tmux/lines").Output.Contains("red", StringComparison.Ordinal), "the pane was written");

        var result = lifetop.Run("logs", "tmux/lines");

        Assert.Contains("link", result.Output);
        AssertHarmless(result.Bytes, "logs of a pane");
    }

    private static string Manifest(RealProcess worker, string log) => JsonSerializer.Serialize(new Dictionary<string, object>
    {
        ["key"] = "evil",
        ["name"] = "n" + Evil,
        ["pid"] = worker.Pid,
        ["start_ticks"] = worker.StartTicks,
        ["type"] = "y" + Evil,
        ["task"] = "t" + Evil,
        ["summary"] = "s" + Evil,
        ["branch"] = "b" + Evil,
        ["result_url"] = "u" + Evil,
        ["priority"] = "p" + Evil,
        ["state"] = "st" + Evil,
        ["log"] = log,
    });

    /// <summary>No control byte but the line end, no C1, no bidi or invisible letter.</summary>
    private static void AssertHarmless(byte[] bytes, string where)
    {
        string text = new UTF8Encoding(false, true).GetString(bytes);
        for (int i = 0; i < text.Length; i++)
            Assert.False(
                (text[i] < ' ' && text[i] != '\n') || text[i] is >= '\u007f' and <= '\u009f' or '\u200b' or '\u200e' or '\u2028' or '\u202e' or '\ufeff',
                $"{where}: U+{(int)text[i]:X4} at {i} in: {text[Math.Max(0, i - 80)..Math.Min(text.Length, i + 40)].Replace("\e", "<ESC>", StringComparison.Ordinal)}");
    }
}
