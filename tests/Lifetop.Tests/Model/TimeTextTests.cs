using System;
using Lifetop.Model;
using Xunit;

namespace Lifetop.Tests.Model;

public sealed class TimeTextTests
{
    [Theory]
    [InlineData("2026-11-21T14:05:09Z", "2026-11-21T14:05:09.0000000")]
    [InlineData("2026-11-21t14:05:09z", "2026-11-21T14:05:09.0000000")]
    [InlineData("2026-11-21 14:05:09+01:00", "2026-11-21T13:05:09.0000000")]
    [InlineData("2026-11-21T14:05:09-0530", "2026-11-21T19:35:09.0000000")]
    [InlineData("2026-11-21T14:05:09.5Z", "2026-11-21T14:05:09.5000000")]
    [InlineData("2026-11-21T14:05:09.123456789Z", "2026-11-21T14:05:09.1234567")]
    [InlineData("2026-11-21T14:05:09.1234567890123456789012345+00:00", "2026-11-21T14:05:09.1234567")]
    [InlineData("2024-02-29T23:59:60Z", "2024-03-01T00:00:00.0000000")]
    public void Reads_what_programs_write(string text, string utc)
        => Assert.Equal(utc, TimeText.Parse(text)?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffff", System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("2026-11-21T14:05:09")]
    [InlineData("2026-11-21")]
    [InlineData("2026-02-30T00:00:00Z")]
    [InlineData("2026-13-01T00:00:00Z")]
    [InlineData("2026-11-21T24:00:00Z")]
    [InlineData("2026-11-21T14:05:09.Z")]
    [InlineData("2026-11-21T14:05:09+25:00")]
    [InlineData("2026-11-21T14:05:09Z ")]
    [InlineData("9999-12-31T23:59:59-23:59")]
    [InlineData("yesterday")]
    [InlineData("")]
    public void Gives_null_for_anything_else(string text) => Assert.Null(TimeText.Parse(text));

    [Fact]
    public void Takes_a_time_without_offset_only_at_an_assumed_one()
    {
        var time = TimeText.ParseStart("2026/11/21 14:05:09,250 started", TimeSpan.FromHours(1), out int length);
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 13, 5, 9, 250, TimeSpan.Zero), time);
        Assert.Equal(23, length);
    }

    [Fact]
    public void Reads_seconds_since_1970()
    {
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 0, 0, 0, 500, TimeSpan.Zero), TimeText.FromEpoch(1795219200.5));
        Assert.Null(TimeText.FromEpoch(double.NaN));
        Assert.Null(TimeText.FromEpoch(double.PositiveInfinity));
        Assert.Null(TimeText.FromEpoch(1e30));
    }

    [Fact]
    public void Never_throws()
    {
        const int seed = 7;
        var random = new Random(seed);
        const string alphabet = "0123456789-:+.TZ /";
        for (int i = 0; i < 20_000; i++)
        {
            char[] text = "2026-11-21T14:05:09.5+01:00".ToCharArray();
            for (int change = random.Next(4); change >= 0; change--)
                text[random.Next(text.Length)] = alphabet[random.Next(alphabet.Length)];
            _ = TimeText.Parse(text.AsSpan(0, random.Next(text.Length + 1)));
        }
    }
}
