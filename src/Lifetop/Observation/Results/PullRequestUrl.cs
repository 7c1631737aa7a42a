using System;

namespace Lifetop.Observation.Results;

/// <summary>
/// The address of a pull request, as <c>https://host/owner/repository/pull/7</c>. It comes from files anybody may have written and goes to a
/// program as an argument, so nothing else is taken.
/// </summary>
internal static class PullRequestUrl
{
    private const string Scheme = "https://";
    private const int Longest = 300;

    public static bool IsValid(string url)
    {
        if (url.Length > Longest || !url.StartsWith(Scheme, StringComparison.Ordinal))
            return false;
        int at = Scheme.Length;
        return TakeName(url, ref at) && TakeName(url, ref at) && TakeName(url, ref at)
            && url.AsSpan(at).StartsWith("pull/") && IsNumber(url, at + 5);
    }

    /// <summary>A part up to its slash, of letters, digits and ._- and beginning with none of these.</summary>
    private static bool TakeName(string url, ref int at)
    {
        int from = at;
        for (; at < url.Length && url[at] != '/'; at++)
            if (!char.IsAsciiLetterOrDigit(url[at]) && (at == from || url[at] is not ('.' or '_' or '-')))
                return false;
        return at > from && at++ < url.Length;
    }

    private static bool IsNumber(string url, int from)
    {
        for (int i = from; i < url.Length; i++)
            if (!char.IsAsciiDigit(url[i]))
                return false;
        return from < url.Length;
    }
}
