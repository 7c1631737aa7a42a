using System;
using System.IO;
using System.Linq;
using Lifetop.Tests.Actions.Running;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>One plan has one wording: what a dry run prints, what the dialog asks and what the journal keeps is the same, word for word.</summary>
public sealed class PlanWordsTests : ScreenScenario
{
    [Fact]
    public void Dry_run_dialog_and_journal_say_the_same()
    {
        string repository = Directory.CreateDirectory(Lifetop.Folder.File("repo")).FullName;
        Repositories.Git(repository, "init", "-q", "-b", "main");
        Repositories.Commit(repository, "first");
        string tree = Lifetop.Folder.File("tree");
        Repositories.Git(repository, "worktree", "add", "-q", "-b", "work", tree);
        var worker = StartIn(tree, "sh", "-c", "sleep 1000 & wait");
        Declare("web", worker, $"\"worktree\": \"{tree}\", \"branch\": \"work\", \"task\": \"to be done\"");
        ListUntil("manifest/web", static one => one.Number("tree_size") == 2, "had both");

        var dry = Lifetop.Run("reap", "web", "--dry-run");
        var json = Lifetop.Run("reap", "web", "--dry-run", "--json").Json.GetProperty("workers")[0].GetProperty("steps").EnumerateArray().Select(static step => step.GetProperty("detail").GetString()!).ToArray();
        string[] shown;
        using (var pty = Open(160, 50))
        {
            pty.Type("x");
            pty.UntilShows("TERM to 2 processes");
            string dialog = Box(pty.Screen.Text);
            shown = [.. json.Where(words => dialog.Contains(words.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal))];
            pty.Type("y");
            pty.UntilShows("reaped web");
        }
        var written = Lifetop.Run("history", "--actions", "--json").Json.GetProperty("plans").EnumerateArray().Last().GetProperty("steps").EnumerateArray().ToArray();

        Assert.Equal(4, json.Length);
        Assert.Equal(json, shown);
        Assert.All(json, words => Assert.Contains(words, dry.Output, StringComparison.Ordinal));
        Assert.Equal(json, written.Select(static step => step.GetProperty("words").GetString()));
        Assert.All(written, static step => Assert.Equal("done", step.GetProperty("outcome").GetString()));
    }

    /// <summary>What stands in the dialog, without blanks: a long path goes on in the next line.</summary>
    private static string Box(string screen)
    {
        string[] lines = screen.Split('\n');
        int top = Array.FindIndex(lines, static line => line.Contains('╭', StringComparison.Ordinal)), left = lines[top].IndexOf('╭', StringComparison.Ordinal), right = lines[top].IndexOf('╮', StringComparison.Ordinal);
        return string.Concat(lines.Skip(top + 1).TakeWhile(static line => !line.Contains('╰', StringComparison.Ordinal)).Select(line => line[(left + 1)..right])).Replace(" ", "", StringComparison.Ordinal);
    }
}
