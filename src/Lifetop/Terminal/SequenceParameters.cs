namespace Lifetop.Terminal;

/// <summary>
/// What stands between <c>CSI</c> and the final letter: a private mark, numbers with their sub-numbers, an intermediate.
/// Bounded: what is too much is left out.
/// </summary>
internal sealed class SequenceParameters
{
    private const int Most = 16, Largest = 0x1FFFFF;

    private readonly int[] _values = new int[Most], _seconds = new int[Most], _thirds = new int[Most];
    private int _sub;

    /// <summary>One of <c>&lt; = &gt; ?</c>, or 0.</summary>
    public byte Private { get; set; }

    public byte Intermediate { get; set; }

    /// <summary>How many there are; one that is empty counts too.</summary>
    public int Count { get; private set; }

    public bool IsEmpty => Count == 0 && Private == 0 && Intermediate == 0;

    public void Clear()
    {
        Private = Intermediate = 0;
        Count = _sub = 0;
    }

    public void Digit(byte digit)
    {
        Begin();
        int at = Count - 1;
        if (at >= Most || _sub > 2)
            return;
        ref int value = ref (_sub == 0 ? _values : _sub == 1 ? _seconds : _thirds)[at];
        value = System.Math.Min(value * 10 + (digit - '0'), Largest);
    }

    public void Next()
    {
        Begin();
        Open();
    }

    public void NextSub()
    {
        Begin();
        _sub++;
    }

    /// <summary>A number, 0 where there is none.</summary>
    public int this[int index] => index < Count && index < Most ? _values[index] : 0;

    public int Second(int index) => index < Count && index < Most ? _seconds[index] : 0;

    private void Begin()
    {
        if (Count == 0)
            Open();
    }

    private void Open()
    {
        if (Count < Most)
            _values[Count] = _seconds[Count] = _thirds[Count] = 0;
        // One beyond the last is enough to know that there were more.
        Count = System.Math.Min(Count + 1, Most + 1);
        _sub = 0;
    }
}
