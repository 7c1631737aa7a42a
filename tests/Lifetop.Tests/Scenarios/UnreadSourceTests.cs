using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>Not seen is not gone: whatever cannot be read, nobody alive is called dead for it.</summary>
[Trait("Waits", "long")]
public sealed class UnreadSourceTests : Scenario
{
    private const int Manifests = 6;

    [Theory]
    [InlineData(20261121)]
    [InlineData(7)]
    [InlineData(4711)]
    public void Never_calls_a_worker_dead_that_it_could_not_read(int seed)
    {
        var random = new Random(seed);
        var tmux = StartTmux("main", "sleep", "1000");
        tmux.Tmux("new-session", "-d", "-s", "second", "sleep", "1000");
        int server = tmux.ServerPid;
        var manifests = new Dictionary<string, string>();
        for (int i = 0; i < Manifests; i++)
        {
            string file = Declare($"m{i}", Start("sleep", "1000"));
            manifests[file] = File.ReadAllText(file);
        }
        string[] keys = ["tmux/main:0.0", "tmux/second:0.0", .. Enumerable.Range(0, Manifests).Select(static i => $"manifest/m{i}")];
        var list = List();
        Assert.All(keys, key => Assert.Equal("running", list[key].State));
        for (int round = 0; round < 6; round++)
        {
            string told = $"seed {seed}, round {round}:";
            bool stops = random.Next(3) == 0;
            if (stops)
                RealProcess.Signal(server, "STOP");
            try
            {
                foreach (var (file, text) in manifests)
                    told += $" {Path.GetFileNameWithoutExtension(file)} {Disturb(file, text, random)},";
                if (random.Next(3) == 0)
                    File.Delete(Lifetop.MemoryFile);
                list = List();
                foreach (string key in keys)
                {
                    var worker = list.Find(key);
                    Assert.True(worker is not { IsOver: true }, $"{told} {key} is {worker}");
                    Assert.True(worker is null || worker.State is "running" or "unknown", $"{told} {key} is {worker}");
                }
            }
            finally
            {
                if (stops)
                    RealProcess.Signal(server, "CONT");
            }
            foreach (var (file, text) in manifests)
                Restore(file, text);
            list = List();
            Assert.All(keys, key => Assert.True(list[key].State == "running", $"{told} then whole again: {list[key]}"));
        }
    }

    [Fact]
    public void Knows_a_worker_while_its_manifest_is_torn_and_then_again()
    {
        string file = Declare("torn", Start("sleep", "1000"));
        string whole = File.ReadAllText(file);
        Assert.Equal("running", List()["manifest/torn"].State);
        File.WriteAllText(file, whole[..(whole.Length / 2)]);
        var list = List();
        Assert.Equal("unknown", list["manifest/torn"].State);
        Assert.Contains(list.Gaps, static gap => gap.StartsWith("manifest: ", StringComparison.Ordinal));
        File.WriteAllText(file, whole);
        Assert.Equal("running", List()["manifest/torn"].State);
    }

    [Theory]
    [InlineData("a link to itself")]
    [InlineData("a link to nothing")]
    [InlineData("a file")]
    public void Calls_nobody_dead_when_the_whole_folder_of_manifests_cannot_be_read(string instead)
    {
        Declare("hidden", Start("sleep", "1000"));
        Assert.Equal("running", List()["manifest/hidden"].State);
        string aside = Lifetop.ManifestFolder + ".aside";
        Directory.Move(Lifetop.ManifestFolder, aside);
        if (instead == "a file")
            File.WriteAllText(Lifetop.ManifestFolder, "");
        else
            File.CreateSymbolicLink(Lifetop.ManifestFolder, instead == "a link to nothing" ? Path.Combine(Folder, "nothing", "there") : Lifetop.ManifestFolder);
        foreach (int look in (int[])[1, 2])
        {
            var list = List();
            Assert.Equal($"{look} unknown", $"{look} {list["manifest/hidden"].State}");
            Assert.Contains(list.Gaps, gap => gap.StartsWith($"manifest: {Lifetop.ManifestFolder}", StringComparison.Ordinal));
        }
        File.Delete(Lifetop.ManifestFolder);
        Directory.Move(aside, Lifetop.ManifestFolder);
        Assert.Equal("running", List()["manifest/hidden"].State);
    }

    [Fact]
    public void Keeps_a_worker_on_the_stream_while_the_folder_of_manifests_is_a_file()
    {
        Declare("hidden", Start("sleep", "1000"));
        using var stream = Lifetop.Watch();
        stream.Until("manifest/hidden", static worker => worker.State == "running", "runs");
        string aside = Lifetop.ManifestFolder + ".aside";
        Directory.Move(Lifetop.ManifestFolder, aside);
        File.WriteAllText(Lifetop.ManifestFolder, "");
        stream.Until("manifest/hidden", static worker => worker.State != "running", "is doubted");
        Assert.Equal("unknown", stream.Now("manifest/hidden")!.State);
        File.Delete(Lifetop.ManifestFolder);
        Directory.Move(aside, Lifetop.ManifestFolder);
        stream.Until("manifest/hidden", static worker => worker.State == "running", "runs again");
    }

    [Fact]
    public void Misses_nothing_where_there_never_was_a_folder_of_manifests()
        => Assert.DoesNotContain(List().Gaps, static gap => gap.StartsWith("manifest", StringComparison.Ordinal));

    private static string Disturb(string file, string text, Random random)
    {
        switch (random.Next(6))
        {
            case 0:
                File.WriteAllText(file, text[..random.Next(text.Length - 1)]);
                return "torn";
            case 1:
                File.WriteAllText(file, "");
                return "empty";
            case 2:
                File.Delete(file);
                using (var make = System.Diagnostics.Process.Start("mkfifo", [file]))
                    make.WaitForExit();
                return "a FIFO";
            case 3:
                File.Delete(file);
                File.CreateSymbolicLink(file, file);
                return "a link to itself";
            case 4:
                File.WriteAllBytes(file, [0xff, 0xfe, 0, 1, 2]);
                return "no text";
            default:
                return "whole";
        }
    }

    private static void Restore(string file, string text)
    {
        File.Delete(file);
        File.WriteAllText(file, text);
    }
}
