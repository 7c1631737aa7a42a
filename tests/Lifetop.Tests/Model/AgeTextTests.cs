using System;
using Lifetop.Model;
using Xunit;

namespace Lifetop.Tests.Model;

public sealed class AgeTextTests
{
    [Theory]
    [InlineData(-5, "0s")]
    [InlineData(0, "0s")]
    [InlineData(42, "42s")]
    [InlineData(59, "59s")]
    [InlineData(60, "1m00s")]
    [InlineData(581, "9m41s")]
    [InlineData(599, "9m59s")]
    [InlineData(600, "10m")]
    [InlineData(3599, "59m")]
    [InlineData(3600, "1h00")]
    [InlineData(5 * 3600 + 7 * 60, "5h07")]
    [InlineData(86399, "23h59")]
    [InlineData(86400, "1d")]
    [InlineData(3 * 86400 + 5, "3d")]
    [InlineData(9999L * 86400, "9999d")]
    [InlineData(10000L * 86400, "27y")]
    public void Age_is_short(long seconds, string expected) => Assert.Equal(expected, AgeText.Age(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(512, "512B")]
    [InlineData(2048, "2K")]
    [InlineData(96L << 20, "96M")]
    [InlineData(410L << 20, "410M")]
    [InlineData(1000L << 20, "1.0G")]
    [InlineData(1288490188L, "1.2G")]
    [InlineData(21L << 30, "21G")]
    [InlineData(long.MaxValue, "8192P")]
    public void Size_is_short(long bytes, string expected) => Assert.Equal(expected, AgeText.Size(bytes));

    [Theory]
    [InlineData(812, "812", "812")]
    [InlineData(1204, "1k", "1 204")]
    [InlineData(40000, "40k", "40 000")]
    [InlineData(999_999, "1.0M", "999 999")]
    [InlineData(1_234_567, "1.2M", "1 234 567")]
    public void Count_is_short_or_grouped(long count, string brief, string grouped)
    {
        Assert.Equal(brief, AgeText.Count(count));
        Assert.Equal(grouped, AgeText.Grouped(count));
    }

    [Fact]
    public void No_age_is_wider_than_five_columns()
    {
        for (long seconds = 0; seconds < 400L * 365 * 86400; seconds += seconds / 50 + 1)
            Assert.True(AgeText.Age(TimeSpan.FromSeconds(seconds)).Length <= 5);
    }

    [Theory]
    [InlineData("5s", 5)]
    [InlineData("90s", 90)]
    [InlineData("5m", 300)]
    [InlineData("1h30m", 5400)]
    [InlineData("2d", 172800)]
    [InlineData("1w", 604800)]
    [InlineData("1d2h3m4s", 93784)]
    public void Reads_durations(string text, double seconds)
    {
        Assert.True(AgeText.TryParseDuration(text, out var duration));
        Assert.Equal(seconds, duration.TotalSeconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("m")]
    [InlineData("5x")]
    [InlineData("-5m")]
    [InlineData("5m5h")]
    [InlineData("5m5m")]
    [InlineData("5 m")]
    [InlineData("99999999999999999999d")]
    [InlineData("٥m")]
    public void Refuses_what_is_no_duration(string text) => Assert.False(AgeText.TryParseDuration(text, out _));

    [Theory]
    [InlineData("300M", 300.0 * 1048576)]
    [InlineData("2G", 2147483648.0)]
    [InlineData("1.5g", 1610612736.0)]
    [InlineData("512KB", 524288)]
    [InlineData("100B", 100)]
    public void Reads_sizes(string text, double bytes)
    {
        Assert.True(AgeText.TryParseSize(text, out double read, out _));
        Assert.Equal(bytes, read);
    }
}
