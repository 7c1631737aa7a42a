using System;

namespace Lifetop.Terminal;

/// <summary>A colour as a terminal is told it: its own default, one of its 256, or red, green and blue.</summary>
public readonly struct Color : IEquatable<Color>
{
    private const uint IndexedKind = 1u << 24, RgbKind = 2u << 24;
    private readonly uint _packed;

    private Color(uint packed) => _packed = packed;

    /// <summary>The terminal's own foreground or background.</summary>
    public static Color Default => default;

    /// <summary>0-7 the basic ones, 8-15 their bright kin, 16-231 the cube, 232-255 greys.</summary>
    public static Color Indexed(byte index) => new(IndexedKind | index);

    public static Color Rgb(byte red, byte green, byte blue) => new(RgbKind | (uint)(red << 16) | (uint)(green << 8) | blue);

    public bool IsDefault => _packed == 0;
    public bool IsIndexed => _packed >> 24 == 1;
    public bool IsRgb => _packed >> 24 == 2;
    public byte Index => (byte)_packed;
    public byte Red => (byte)(_packed >> 16);
    public byte Green => (byte)(_packed >> 8);
    public byte Blue => (byte)_packed;

    public bool Equals(Color other) => _packed == other._packed;

    public override bool Equals(object? obj) => obj is Color other && Equals(other);

    public override int GetHashCode() => (int)_packed;

    public static bool operator ==(Color left, Color right) => left._packed == right._packed;

    public static bool operator !=(Color left, Color right) => left._packed != right._packed;

    public override string ToString()
        => IsRgb ? $"#{_packed & 0xFFFFFF:x6}" : IsIndexed ? Index.ToString(System.Globalization.CultureInfo.InvariantCulture) : "default";
}
