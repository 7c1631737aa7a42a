namespace Lifetop.Model;

/// <summary>The rows of a process table. A span of them would be compiled on the spot.</summary>
public readonly struct ProcessRows(ProcessRow[] rows, int length)
{
    public int Length { get; } = length;

    public ref readonly ProcessRow this[int index] => ref rows[index];

    public Enumerator GetEnumerator() => new(rows, Length);

    public struct Enumerator(ProcessRow[] rows, int length)
    {
        private int _at = -1;

        public readonly ref readonly ProcessRow Current => ref rows[_at];

        public bool MoveNext() => ++_at < length;
    }
}

/// <summary>The same, to be changed in place.</summary>
public readonly struct WritableRows(ProcessRow[] rows, int length)
{
    public int Length { get; } = length;

    public ref ProcessRow this[int index] => ref rows[index];

    public Enumerator GetEnumerator() => new(rows, Length);

    public struct Enumerator(ProcessRow[] rows, int length)
    {
        private int _at = -1;

        public readonly ref ProcessRow Current => ref rows[_at];

        public bool MoveNext() => ++_at < length;
    }
}
