using System;
using System.Collections.Generic;

namespace Lifetop.Observation.Git;

/// <summary>Which folders lie in which checkout, remembered for a while, because the same few folders are asked about again and again.</summary>
public sealed class GitCheckouts
{
    private const int MostFolders = 1024;
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, Found> known = [];

    public GitCheckout? Find(string folder, DateTimeOffset now)
    {
        if (known.TryGetValue(folder, out var found) && now - found.At < Memory && now >= found.At)
            return found.Checkout;
        if (known.Count >= MostFolders)
            known.Clear();
        var checkout = GitCheckout.Find(folder);
        known[folder] = new Found(checkout, now);
        return checkout;
    }

    private sealed record Found(GitCheckout? Checkout, DateTimeOffset At);
}
