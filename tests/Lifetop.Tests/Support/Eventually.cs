using System;
using System.Diagnostics;
using System.Threading;
using Xunit;

namespace Lifetop.Tests.Support;

/// <summary>Waits for a condition with a deadline; never for a time.</summary>
public static class Eventually
{
    /// <summary>Long, for a machine on which everything else is tested at the same time; what holds is found at once.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static void True(Func<bool> condition, string what, TimeSpan? within = null) =>
        Assert.True(IsTrue(condition, within), $"not within {within ?? Patience}: {what}");

    /// <summary>The first value that is not null.</summary>
    public static T Get<T>(Func<T?> look, string what, TimeSpan? within = null)
        where T : class
    {
        T? found = null;
        True(() => (found = look()) is not null, what, within);
        return found!;
    }

    public static bool IsTrue(Func<bool> condition, TimeSpan? within = null)
    {
        var clock = Stopwatch.StartNew();
        using var never = new ManualResetEventSlim();
        while (!condition())
        {
            if (clock.Elapsed > (within ?? Patience))
                return false;
            never.Wait(5);
        }
        return true;
    }
}
