namespace Lifetop.Observation.Proc;

/// <summary>
/// The numbers given to processes between two moments. The kernel gives them in turn, so whoever has another number is the one
/// who had it before.
/// </summary>
/// <param name="from">The last one before; negative when it could not be read, and then it may be any.</param>
/// <param name="to">The last one now.</param>
public readonly struct GivenNumbers(int from, int to)
{
    public bool Contains(int pid)
        => from < 0 || to < 0 || (from <= to ? pid > from && pid <= to : pid > from || pid <= to);
}
