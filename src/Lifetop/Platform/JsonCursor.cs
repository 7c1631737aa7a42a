using System;

namespace Lifetop.Platform;

/// <summary>
/// Steps through JSON in memory. Utf8JsonReader does that too, but its first use costs 12 ms and more than 1 MB: an assembly,
/// and vector code compiled on the spot. What is read before the first row is shown is worth these plain loops. Anything wrong
/// throws a <see cref="JsonFault"/>.
/// </summary>
/// <param name="relaxed">As people write it: with comments, and a comma behind the last one.</param>
internal ref partial struct JsonCursor(ReadOnlySpan<byte> bytes, bool relaxed = false)
{
    public const int Deepest = 64;

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private readonly bool _relaxed = relaxed;
    private ReadOnlySpan<byte> _value;
    private ulong _objects; // one bit a level: set in an object, clear in an array
    private int _at;
    private int _depth;
    private bool _afterValue;
    private bool _escaped;

    public JsonToken Token { get; private set; }

    /// <summary>Where what it stands on begins.</summary>
    public int Start { get; private set; }

    /// <summary>Where it ends; of an object or array, its first brace.</summary>
    public readonly int End => _at;

    /// <summary>The line of what it stands on, from 1.</summary>
    public readonly int Line => LineAt(Start);

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
            if (Closes(inObject))
                return Close(inObject);
            if (_afterValue)
            {
                Take((byte)',');
                SkipBlanks();
                if (_relaxed && Closes(inObject))
                    return Close(inObject);
            }
            if (inObject)
            {
                Start = _at;
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

    private readonly JsonFault Wrong() => new(LineAt(_at));

    private readonly byte Peek() => _at < _bytes.Length ? _bytes[_at] : throw Wrong();

    private readonly int LineAt(int at)
    {
        int line = 1;
        for (int i = 0; i < at; i++)
            if (_bytes[i] == (byte)'\n')
                line++;
        return line;
    }

    private void SkipBlanks()
    {
        while (true)
        {
            while (_at < _bytes.Length && _bytes[_at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
                _at++;
            if (!_relaxed || _at == _bytes.Length || _bytes[_at] != (byte)'/')
                return;
            SkipComment();
        }
    }

    private void SkipComment()
    {
        _at++;
        bool isLine = Peek() == '/';
        var rest = _bytes[(_at + 1)..];
        int end = isLine ? rest.IndexOf((byte)'\n') : rest.IndexOf("*/"u8);
        if ((!isLine && Peek() != '*') || (!isLine && end < 0))
            throw Wrong();
        _at += 1 + (end < 0 ? rest.Length : isLine ? end : end + 2);
    }

    private readonly bool Closes(bool inObject) => Peek() == (inObject ? '}' : ']');

    private void Take(byte expected)
    {
        if (Peek() != expected)
            throw Wrong();
        _at++;
    }

    private bool Close(bool inObject)
    {
        Start = _at++;
        _depth--;
        Token = inObject ? JsonToken.ObjectEnd : JsonToken.ArrayEnd;
        _afterValue = true;
        return true;
    }

    private void Open(bool inObject)
    {
        if (_depth == Deepest)
            throw new JsonFault(LineAt(_at)) { IsTooDeep = true };
        _objects = inObject ? _objects | 1UL << _depth : _objects & ~(1UL << _depth);
        _at++;
        _depth++;
        Token = inObject ? JsonToken.ObjectStart : JsonToken.ArrayStart;
        _afterValue = false;
    }

    private void ReadValue()
    {
        Start = _at;
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
            at++;
            if (next == '\\')
            {
                escaped = true;
                at += EscapeLength(bytes[at..]);
            }
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

    /// <summary>Of an escape behind its backslash.</summary>
    private readonly int EscapeLength(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || "\"\\/bfnrtu"u8.IndexOf(text[0]) < 0)
            throw Wrong();
        if (text[0] != 'u')
            return 1;
        for (int i = 1; i <= 4; i++)
            if (i >= text.Length || !char.IsAsciiHexDigit((char)text[i]))
                throw Wrong();
        return 5;
    }

    private void ReadNumber()
    {
        int start = _at;
        if (Peek() == '-')
            _at++;
        bool leadingZero = Peek() == '0';
        if (SkipDigits() > 1 && leadingZero)
            throw Wrong();
        if (Stands((byte)'.'))
        {
            _at++;
            SkipDigits();
        }
        if (Stands((byte)'e') || Stands((byte)'E'))
        {
            _at++;
            if (Stands((byte)'+') || Stands((byte)'-'))
                _at++;
            SkipDigits();
        }
        _value = _bytes[start.._at];
        Token = JsonToken.Number;
    }

    private readonly bool Stands(byte sign) => _at < _bytes.Length && _bytes[_at] == sign;

    /// <summary>At least one has to be there.</summary>
    private int SkipDigits()
    {
        int start = _at;
        while (_at < _bytes.Length && _bytes[_at] is >= (byte)'0' and <= (byte)'9')
            _at++;
        return _at > start ? _at - start : throw Wrong();
    }
}
