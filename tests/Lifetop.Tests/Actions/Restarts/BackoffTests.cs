using System;
using System.Linq;
using Lifetop.Actions.Restarts;
using Lifetop.Model;
using Xunit;

namespace Lifetop.Tests.Actions.Restarts;

public sealed class BackoffTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(new int[0], 0, 1)]
    [InlineData(new[] { 1 }, 1, 2)]
    [InlineData(new[] { 1, 3 }, 3, 4)]
    [InlineData(new[] { 1, 3, 7 }, 7, 8)]
    [InlineData(new[] { 1, 3, 7, 15 }, 15, 16)]
    public void Doubles_from_one_second(int[] restarts, int ended, int delay)
    {
        var advice = Backoff.Of(At(restarts), Noon.AddSeconds(ended), 0, RestartLimits.Default);

        Assert.Equal((TimeSpan.FromSeconds(delay), false), (advice.Delay, advice.IsOpen));
    }

    [Fact]
    public void Never_waits_longer_than_five_minutes_however_often_it_failed()
    {
        // Every 9 min: too seldom for the breaker, too short a run for a good one.
        var restarts = Enumerable.Range(0, 100).Select(static i => i * 540).ToArray();

        var advice = Backoff.Of(At(restarts), Noon.AddSeconds(restarts[^1] + 30), 0, RestartLimits.Default);

        Assert.Equal((TimeSpan.FromMinutes(5), false), (advice.Delay, advice.IsOpen));
    }

    [Theory]
    [InlineData(0, 1000)]
    [InlineData(0.5, 1050)]
    [InlineData(1, 1100)]
    [InlineData(7, 1100)]
    [InlineData(-7, 1000)]
    public void Jitter_adds_a_tenth_at_most(double jitter, int milliseconds)
        => Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), Backoff.Of([], Noon, jitter, RestartLimits.Default).Delay);

    [Theory]
    [InlineData(new[] { 1, 3, 7, 15 }, false)]
    [InlineData(new[] { 1, 3, 7, 15, 31 }, true)]
    [InlineData(new[] { 0, 100, 200, 300, 599 }, true)]
    [InlineData(new[] { 0, 100, 200, 300, 600 }, false)]
    [InlineData(new[] { 0, 500, 510, 520, 530, 540 }, true)]
    public void The_breaker_opens_after_five_restarts_in_ten_minutes(int[] restarts, bool isOpen)
        => Assert.Equal(isOpen, Backoff.Of(At(restarts), Noon.AddSeconds(restarts[^1]), 0, RestartLimits.Default).IsOpen);

    [Fact]
    public void Waiting_does_not_close_the_breaker_and_a_good_run_does()
    {
        int[] restarts = [1, 3, 7, 15, 31];

        Assert.True(Backoff.Of(At(restarts), Noon.AddSeconds(31 + 599), 0, RestartLimits.Default).IsOpen);
        var after = Backoff.Of(At(restarts), Noon.AddSeconds(31 + 600), 0, RestartLimits.Default);
        Assert.Equal((TimeSpan.FromSeconds(1), false), (after.Delay, after.IsOpen));
    }

    [Fact]
    public void A_good_run_between_begins_anew()
    {
        var advice = Backoff.Of(At(1, 3, 7, 15, 2000), Noon.AddSeconds(2010), 0, RestartLimits.Default);

        Assert.Equal((TimeSpan.FromSeconds(2), false), (advice.Delay, advice.IsOpen));
    }

    private static DateTimeOffset[] At(params int[] seconds) => [.. seconds.Select(static second => Noon.AddSeconds(second))];
}
