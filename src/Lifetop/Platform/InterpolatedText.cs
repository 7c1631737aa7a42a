using System.Globalization;

#pragma warning disable IDE0130 // The compiler looks for it under this name, here before the framework.
namespace System.Runtime.CompilerServices;

/// <summary>
/// What the compiler makes <c>$"…"</c> of, in place of the framework's own, which borrows its room by thread: what belongs to a
/// thread is compiled on the spot. Numbers are written as everywhere, whatever the locale.
/// </summary>
internal ref struct DefaultInterpolatedStringHandler
{
    private const int UsualHole = 12;
    private char[] _text;
    private int _length;

    public DefaultInterpolatedStringHandler(int literalLength, int formattedCount) => _text = new char[literalLength + formattedCount * UsualHole];

    public void AppendLiteral(string value) => AppendFormatted(value.AsSpan());

    public void AppendFormatted(string? value) => AppendFormatted(value.AsSpan());

    public void AppendFormatted(ReadOnlySpan<char> value)
    {
        if (value.Length > _text.Length - _length)
            Grow(_length + value.Length);
        value.CopyTo(_text.AsSpan(_length));
        _length += value.Length;
    }

    public void AppendFormatted<T>(T value) => AppendFormatted(value, 0, null);

    public void AppendFormatted<T>(T value, string? format) => AppendFormatted(value, 0, format);

    public void AppendFormatted<T>(T value, int alignment) => AppendFormatted(value, alignment, null);

    public void AppendFormatted<T>(T value, int alignment, string? format)
    {
        string text = (value is IFormattable number ? number.ToString(format, CultureInfo.InvariantCulture) : value?.ToString()) ?? "";
        Blanks(alignment - text.Length);
        AppendFormatted(text.AsSpan());
        Blanks(-alignment - text.Length);
    }

    // Not Array.Resize, which is compiled on the spot for letters.
    private void Grow(int needed)
    {
        char[] larger = new char[Math.Max(_text.Length * 2, needed)];
        _text.AsSpan(0, _length).CopyTo(larger);
        _text = larger;
    }

    public readonly string ToStringAndClear() => new(_text, 0, _length);

    private void Blanks(int count)
    {
        for (; count > 0; count--)
            AppendFormatted(" ".AsSpan());
    }
}
