using System;
using System.Collections.Generic;

namespace Lifetop.Observation.Git;

/// <summary>Which folders lie in which checkout, remembered for a while, because the same few folders are asked about again and again.</summary>
public sealed class GitCheckouts
{
    private const int MostFolders = 1024;
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, Found> _known = [];

    /// <summary>By git's own answer, asked once for each folder.</summary>
    public static Func<string, string?> Asked(TimeProvider time)
    {
        var checkouts = new GitCheckouts();
        return folder => checkouts.Find(folder, time.GetUtcNow())?.Root;
    }

    public GitCheckout? Find(string folder, DateTimeOffset now)
    {
        if (_known.TryGetValue(folder, out var found) && now - found.At < Memory && now >= found.At)
            return found.Checkout;
        if (_known.Count >= MostFolders)
            _known.Clear();
        var checkout = GitCheckout.Find(folder);
        _known[folder] = new Found(checkout, now);
        return checkout;
    }

    private sealed record Found(GitCheckout? Checkout, DateTimeOffset At);
}
