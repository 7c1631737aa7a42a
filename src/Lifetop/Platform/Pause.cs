namespace Lifetop.Platform;

/// <summary>Between two looks at something that tells nobody when it changes; always within a limit of the caller's.</summary>
internal static class Pause
{
    public static unsafe void For(int milliseconds)
    {
        if (milliseconds > 0)
            _ = Libc.Poll(null, 0, milliseconds);
    }
}
