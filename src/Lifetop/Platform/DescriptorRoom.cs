namespace Lifetop.Platform;

/// <summary>
/// Room for more than 64 open descriptors. Where threads share them the kernel moves them to a larger table only after every processor has been
/// through a pause (10 to 30 ms), and whoever opens the 65th sleeps until then. So a thread opens it that nobody waits for, before it is needed.
/// </summary>
internal static class DescriptorRoom
{
    private const int Highest = 511;

    /// <summary>Standard input, which is there in every program that got so far.</summary>
    private const int Any = 0;

    /// <returns>Done when the room is there; nobody but a test waits for it.</returns>
    public static Errand Make() => new("room", 64 * 1024, Take);

    private static void Take()
    {
        // Refused where so many are not allowed: then there is no larger table to come either.
        int file = Libc.DuplicateFrom(Any, Highest);
        if (file >= 0)
            _ = Libc.Close(file);
    }
}
