using System;
using System.IO;
using System.Text;
using Lifetop.App.Watching;
using Lifetop.Settings;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.App.Watching;

public sealed class WatchConfigTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Holds_what_the_file_says_from_when_it_is_whole_and_right()
    {
        string path = _folder.Write("config.json", """{ "reap_after": "1m" }""");
        var config = new WatchConfig(Read(path).Settings, path, () => Read(path));
        Assert.False(config.Renew(Later));

        File.WriteAllText(path, """{ "reap_after": "3m", "no_such_key": 1 }""");
        Assert.False(config.Renew(Later));
        Assert.Equal(TimeSpan.FromMinutes(1), config.Settings.ReapAfter);
        Assert.Contains("config.json, line 1: ", config.Trouble, StringComparison.Ordinal);
        Assert.Contains("no_such_key", config.Trouble, StringComparison.Ordinal);

        File.WriteAllText(path, """{ "reap_after": "3m" }""");
        Assert.True(config.Renew(Later));
        Assert.Equal((TimeSpan.FromMinutes(3), ""), (config.Settings.ReapAfter, config.Trouble));
        Assert.False(config.Renew(Later));

        File.Delete(path);
        Assert.True(config.Renew(Later));
        Assert.Equal(TimeSpan.FromMinutes(2), config.Settings.ReapAfter);
    }

    [Fact]
    public void A_file_that_is_being_written_is_left_to_the_next_time()
    {
        string path = _folder.Write("config.json", "{}");
        var config = new WatchConfig(UserSettings.Default, path, () => Read(path));
        File.WriteAllText(path, """{ "reap_after": "3m" }""");

        Assert.False(config.Renew(new DateTimeOffset(File.GetLastWriteTimeUtc(path))));
        Assert.True(config.Renew(Later));
    }

    private static DateTimeOffset Later => TimeProvider.System.GetUtcNow() + TimeSpan.FromMinutes(1);

    private static SettingsResult Read(string path) => SettingsReader.Read(File.Exists(path) ? Encoding.UTF8.GetBytes(File.ReadAllText(path)) : [], static _ => null, []);
}
