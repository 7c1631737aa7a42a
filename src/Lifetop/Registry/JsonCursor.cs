using System;
using System.Text;

namespace Lifetop.Registry;

/// <summary>What a <see cref="JsonCursor"/> stands on.</summary>
internal enum JsonToken
{
    None,
    ObjectStart,
    ObjectEnd,
    ArrayStart,
    ArrayEnd,
    Name,
    Text,
    Number,
    True,
    False,
    Null,
}

/// <summary>
/// Steps through JSON in memory. Utf8JsonReader does that too, but its first use costs 12 ms: an assembly, and vector
/// code compiled on the spot. memory.json is read before the first row is shown, so it is worth these plain loops.
/// Anything wrong throws a FormatException.
/// </summary>
internal ref struct JsonCursor(ReadOnlySpan<byte> bytes)
{
    public const int Deepest = 64;

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private ReadOnlySpan<byte> _value;
    private ulong _objects; // one bit a level: set in an object, clear in an array
    private int _at;
    private int _depth;
    private bool _afterValue;
    private bool _escaped;

    public JsonToken Token { get; private set; }

    /// <summary>False once all has been read, which is an error before the outermost value is closed.</summary>
    public bool Read()
    {
        SkipBlanks();
        if (_depth == 0 && _afterValue)
            return _at == _bytes.Length ? false : throw Wrong();
        if (Token == JsonToken.Name)
        {
            Take((byte)':');
            SkipBlanks();
        }
        else if (_depth > 0)
        {
            bool inObject = (_objects >> (_depth - 1) & 1) != 0;
            if (Peek() == (inObject ? '}' : ']'))
                return Close(inObject);
            if (_afterValue)
            {
                Take((byte)',');
                SkipBlanks();
            }
            if (inObject)
            {
                ReadText();
                Token = JsonToken.Name;
                _afterValue = false;
                return true;
            }
        }
        ReadValue();
        return true;
    }

    /// <summary>Over all that is inside the object or array it stands on the start of.</summary>
    public void Skip()
    {
        if (Token is not (JsonToken.ObjectStart or JsonToken.ArrayStart))
            return;
        int outside = _depth - 1;
        while (_depth > outside)
            Read();
    }

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

    public readonly string GetString() => Token != JsonToken.Text ? throw Wrong() : _escaped ? Unescaped() : Encoding.UTF8.GetString(_value);

    public readonly bool GetBoolean() => Token switch
    {
        JsonToken.True => true,
        JsonToken.False => false,
        _ => throw Wrong(),
    };

    public readonly int GetInt32() => checked((int)GetInt64());

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

    private static FormatException Wrong() => new("not the JSON that is written here");

    private readonly int Two(int at) => Digit(at) * 10 + Digit(at + 1);

    private readonly int Digit(int at) => _value[at] is >= (byte)'0' and <= (byte)'9' and var digit ? digit - '0' : throw Wrong();

    private readonly byte Peek() => _at < _bytes.Length ? _bytes[_at] : throw Wrong();

    private void SkipBlanks()
    {
        while (_at < _bytes.Length && _bytes[_at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
            _at++;
    }

    private void Take(byte expected)
    {
        if (Peek() != expected)
            throw Wrong();
        _at++;
    }

    private bool Close(bool inObject)
    {
        _at++;
        _depth--;
        Token = inObject ? JsonToken.ObjectEnd : JsonToken.ArrayEnd;
        _afterValue = true;
        return true;
    }

    private void Open(bool inObject)
    {
        if (_depth == Deepest)
            throw Wrong();
        _objects = inObject ? _objects | 1UL << _depth : _objects & ~(1UL << _depth);
        _at++;
        _depth++;
        Token = inObject ? JsonToken.ObjectStart : JsonToken.ArrayStart;
        _afterValue = false;
    }

    private void ReadValue()
    {
        switch (Peek())
        {
            case (byte)'{':
                Open(inObject: true);
                return;
            case (byte)'[':
                Open(inObject: false);
                return;
            case (byte)'"':
                ReadText();
                Token = JsonToken.Text;
                break;
            case (byte)'t':
                ReadWord("true"u8, JsonToken.True);
                break;
            case (byte)'f':
                ReadWord("false"u8, JsonToken.False);
                break;
            case (byte)'n':
                ReadWord("null"u8, JsonToken.Null);
                break;
            default:
                ReadNumber();
                break;
        }
        _afterValue = true;
    }

    private void ReadText()
    {
        Take((byte)'"');
        // In locals: this loop sees nearly every byte.
        var bytes = _bytes;
        int start = _at, at = start;
        bool escaped = false;
        while (true)
        {
            if ((uint)at >= (uint)bytes.Length)
                throw Wrong();
            byte next = bytes[at];
            if (next == '"')
                break;
            if (next < ' ')
                throw Wrong();
            if (next == '\\')
            {
                escaped = true;
                at++;
            }
            at++;
        }
        _escaped = escaped;
        _value = bytes[start..at];
        _at = at + 1;
    }

    private void ReadWord(ReadOnlySpan<byte> word, JsonToken token)
    {
        foreach (byte letter in word)
            Take(letter);
        Token = token;
    }

    private void ReadNumber()
    {
        int start = _at;
        while (_at < _bytes.Length && _bytes[_at] is (>= (byte)'0' and <= (byte)'9') or (byte)'-' or (byte)'+' or (byte)'.' or (byte)'e' or (byte)'E')
            _at++;
        if (_at == start)
            throw Wrong();
        _value = _bytes[start.._at];
        Token = JsonToken.Number;
    }

    private readonly string Unescaped()
    {
        string raw = Encoding.UTF8.GetString(_value);
        char[] text = new char[raw.Length];
        int length = 0;
        for (int i = 0; i < raw.Length; i++)
        {
            char next = raw[i];
            if (next == '\\')
            {
                next = raw[++i] switch
                {
                    'n' => '\n',
                    't' => '\t',
                    'r' => '\r',
                    'b' => '\b',
                    'f' => '\f',
                    'u' when i + 4 < raw.Length => (char)(Hex(raw[++i]) << 12 | Hex(raw[++i]) << 8 | Hex(raw[++i]) << 4 | Hex(raw[++i])),
                    '"' or '\\' or '/' => raw[i],
                    _ => throw Wrong(),
                };
            }
            text[length++] = next;
        }
        return new string(text, 0, length);
    }

    private static int Hex(char digit) => char.IsAsciiHexDigit(digit) ? (digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10) : throw Wrong();
}
