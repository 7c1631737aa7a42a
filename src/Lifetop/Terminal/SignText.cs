using System;

namespace Lifetop.Terminal;

/// <summary>One sign many times over. By hand: the framework fills with vector code, which is compiled on the spot.</summary>
public static class SignText
{
    private const int Usual = 256;

    public static string Of(char sign, int count)
    {
        Span<char> signs = count <= Usual ? stackalloc char[Usual] : new char[count];
        for (int i = 0; i < count; i++)
            signs[i] = sign;
        return new string(signs[..Math.Max(0, count)]);
    }

    public static string Blanks(int count) => Of(' ', count);
}
