namespace Lifetop.Terminal;

/// <summary>
/// One place on the screen: what stands there and how it looks. A glyph is a code point, a cluster kept in
/// <see cref="Graphemes"/>, or the right half of a wide one. Exactly 16 bytes without holes: rows are compared as bytes.
/// </summary>
public struct Cell
{
    /// <summary>The right half of the wide glyph before it.</summary>
    public const int RightHalf = -1;

    public int Glyph;
    public Style Style;

    public readonly bool IsRightHalf => Glyph == RightHalf;
}
