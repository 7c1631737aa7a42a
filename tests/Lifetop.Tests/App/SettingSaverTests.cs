using System.IO;
using Lifetop.App;
using Lifetop.Screens;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.App;

public sealed class SettingSaverTests
{
    [Fact]
    public void Keeps_a_setting_and_says_why_when_it_cannot()
    {
        using var folder = new TempFolder();
        using var inbox = new Inbox();
        using var saver = new SettingSaver(folder.File("config.json"), readOnly: false);
        saver.Run(new SaveSetting("theme", "nord"), inbox);
        Assert.Null(inbox.Take());
        Assert.Equal("{\n  \"theme\": \"nord\"\n}\n", File.ReadAllText(folder.File("config.json")));
        saver.Run(new SaveSetting("mouse", "perhaps"), inbox);
        Assert.Equal(new Told(Outcome.Failed, "mouse holds until you leave, but was not kept: mouse: \"perhaps\" is neither true nor false"), inbox.Take());
    }

    [Fact]
    public void Writes_nothing_when_only_reading()
    {
        using var folder = new TempFolder();
        using var inbox = new Inbox();
        using var saver = new SettingSaver(folder.File("config.json"), readOnly: true);
        saver.Run(new SaveSetting("theme", "nord"), inbox);
        Assert.Equal(new Told(Outcome.Failed, "theme holds until you leave, but was not kept: read-only"), inbox.Take());
        Assert.False(File.Exists(folder.File("config.json")));
    }

    [Fact]
    public void Only_the_newest_value_of_a_key_is_kept()
    {
        using var saver = new SettingSaver("", readOnly: false);
        Assert.True(saver.Supersedes(new SaveSetting("theme", "nord"), new SaveSetting("theme", "dark")));
        Assert.False(saver.Supersedes(new SaveSetting("theme", "nord"), new SaveSetting("sort", "cpu")));
    }
}
