using System;

namespace Lifetop.Terminal;

/// <summary>What a glyph wears besides its colours.</summary>
[Flags]
public enum TextAttributes : uint
{
    None = 0,
    Bold = 1,
    Dim = 2,
    Italic = 4,
    Underline = 8,
    Reverse = 16,
    Strike = 32,
}

/// <summary>How a cell looks: two colours and what else the glyph wears. Exactly 12 bytes, so that cells compare as bytes.</summary>
public readonly struct Style(Color foreground, Color background, TextAttributes attributes = TextAttributes.None) : IEquatable<Style>
{
    /// <summary>The terminal's own colours, nothing else.</summary>
    public static Style Plain => default;

    public Color Foreground { get; } = foreground;
    public Color Background { get; } = background;
    public TextAttributes Attributes { get; } = attributes;

    public Style On(Color background) => new(Foreground, background, Attributes);

    public Style In(Color foreground) => new(foreground, Background, Attributes);

    public Style With(TextAttributes more) => new(Foreground, Background, Attributes | more);

    public Style Without(TextAttributes some) => new(Foreground, Background, Attributes & ~some);

    public bool Equals(Style other) => Foreground == other.Foreground && Background == other.Background && Attributes == other.Attributes;

    public override bool Equals(object? obj) => obj is Style other && Equals(other);

    public override int GetHashCode() => Foreground.GetHashCode() * 31 + Background.GetHashCode() * 7 + (int)Attributes;

    public static bool operator ==(Style left, Style right) => left.Equals(right);

    public static bool operator !=(Style left, Style right) => !left.Equals(right);

    public override string ToString() => $"{Foreground} on {Background} {Attributes}";
}
