using System;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text.Unicode;

namespace Lifetop.Platform;

internal ref partial struct JsonCursor
{
    /// <summary>A number, or the inside of a text, as it is written.</summary>
    public readonly ReadOnlySpan<byte> Value => _value;

    // Names are short, and length or first letter tell most of them apart: no call into another assembly.
    public readonly bool ValueTextEquals(ReadOnlySpan<byte> name)
    {
        var value = _value;
        if (value.Length != name.Length)
            return false;
        for (int i = 0; i < value.Length; i++)
            if (value[i] != name[i])
                return false;
        return true;
    }

    public readonly string GetString() => TryGetText(out string? text) ? text : throw Wrong();

    /// <summary>Of a text or a name; false where it stands on something else, for bytes that are not UTF-8, and for half a surrogate pair.</summary>
    public readonly bool TryGetText([NotNullWhen(true)] out string? text)
    {
        text = null;
        if (Token is not (JsonToken.Text or JsonToken.Name) || !PlainText.IsPlain(_value) && !Utf8.IsValid(_value))
            return false;
        text = PlainText.Of(_value);
        return !_escaped || TryUnescape(ref text);
    }

    public readonly bool GetBoolean() => Token switch
    {
        JsonToken.True => true,
        JsonToken.False => false,
        _ => throw Wrong(),
    };

    public readonly int GetInt32() => checked((int)GetInt64());

    public readonly bool TryGetInt64(out long value)
    {
        value = 0;
        return Token == JsonToken.Number && Utf8Parser.TryParse(_value, out value, out int read) && read == _value.Length;
    }

    public readonly bool TryGetDouble(out double value)
    {
        value = 0;
        return Token == JsonToken.Number && Utf8Parser.TryParse(_value, out value, out int read) && read == _value.Length;
    }

    public readonly long GetInt64()
    {
        if (Token != JsonToken.Number)
            throw Wrong();
        bool negative = _value[0] == '-';
        int first = negative ? 1 : 0;
        if (first == _value.Length)
            throw Wrong();
        // Counted downwards, where there is one number more.
        long sum = 0;
        for (int i = first; i < _value.Length; i++)
            sum = checked(sum * 10 - Digit(i));
        return negative ? sum : checked(-sum);
    }

    public readonly Guid GetGuid() => Guid.TryParseExact(GetString(), "D", out var id) ? id : throw Wrong();

    /// <summary>A time in UTC as the writer puts it: 2026-11-21T12:00:00.1234567Z, the fraction as long as it has to be.</summary>
    public readonly DateTimeOffset GetTime()
    {
        if (Token != JsonToken.Text || _value.Length < 20 || _value[^1] != 'Z' || _value[4] != '-' || _value[7] != '-' || _value[10] != 'T' || _value[13] != ':' || _value[16] != ':')
            throw Wrong();
        var whole = new DateTime(Two(0) * 100 + Two(2), Two(5), Two(8), Two(11), Two(14), Two(17), DateTimeKind.Utc);
        if (_value.Length > 28 || (_value.Length > 20 && _value[19] != '.'))
            throw Wrong();
        long ticks = 0, unit = TimeSpan.TicksPerSecond / 10;
        for (int i = 20; i < _value.Length - 1; i++, unit /= 10)
            ticks += Digit(i) * unit;
        return new DateTimeOffset(whole.AddTicks(ticks));
    }

    private readonly int Two(int at) => Digit(at) * 10 + Digit(at + 1);

    private readonly int Digit(int at) => _value[at] is >= (byte)'0' and <= (byte)'9' and var digit ? digit - '0' : throw Wrong();

    private static bool TryUnescape(ref string text)
    {
        char[] letters = new char[text.Length];
        int length = 0;
        for (int i = 0; i < text.Length; i++)
        {
            char next = text[i];
            if (next == '\\')
            {
                next = text[++i];
                next = next switch
                {
                    'n' => '\n',
                    't' => '\t',
                    'r' => '\r',
                    'b' => '\b',
                    'f' => '\f',
                    'u' => (char)(Hex(text[++i]) << 12 | Hex(text[++i]) << 8 | Hex(text[++i]) << 4 | Hex(text[++i])),
                    _ => next,
                };
            }
            letters[length++] = next;
        }
        text = new string(letters, 0, length);
        return IsWhole(text);
    }

    private static bool IsWhole(string text)
    {
        for (int i = 0; i < text.Length; i++)
            if (char.IsSurrogate(text[i]) && (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[++i])))
                return false;
        return true;
    }

    private static int Hex(char digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
