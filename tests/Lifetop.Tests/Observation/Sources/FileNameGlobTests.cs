using System;
using Lifetop.Observation.Sources;
using Xunit;

namespace Lifetop.Tests.Observation.Sources;

public sealed class FileNameGlobTests
{
    [Theory]
    [InlineData("*.pid", "a.pid", true)]
    [InlineData("*.pid", ".pid", false)]
    [InlineData("*.pid", ".a.pid", false)]
    [InlineData(".*.pid", ".a.pid", true)]
    [InlineData("*.pid", "a.pid~", false)]
    [InlineData("w-?.pid", "w-1.pid", true)]
    [InlineData("w-?.pid", "w-12.pid", false)]
    [InlineData("a*b*c", "aXbYbZc", true)]
    [InlineData("a*b*c", "aXbYbZ", false)]
    [InlineData("*", "anything", true)]
    [InlineData("**", "x", true)]
    [InlineData("", "", true)]
    [InlineData("?", "", false)]
    public void Matches_as_a_shell_does(string pattern, string name, bool matches)
        => Assert.Equal(matches, FileNameGlob.Matches(pattern, name));

    [Fact]
    public void A_hostile_pattern_takes_no_time_to_speak_of()
        => Assert.False(FileNameGlob.Matches(string.Concat(System.Linq.Enumerable.Repeat("*a", 100)) + "b", new string('a', 255)));

    [Theory]
    [InlineData("60s", 60)]
    [InlineData("1h30m", 5400)]
    [InlineData("1.5s", 1.5)]
    [InlineData("250ms", 0.25)]
    [InlineData("90", 90)]
    [InlineData("2d", 172800)]
    public void Reads_durations(string text, double seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), DurationText.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("5 s")]
    [InlineData("-5s")]
    [InlineData("5y")]
    [InlineData("1..5s")]
    [InlineData("999999999999999d")]
    public void Refuses_what_is_no_duration(string text) => Assert.Null(DurationText.Parse(text));
}
