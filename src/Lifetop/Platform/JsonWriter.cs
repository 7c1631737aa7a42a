using System;
using System.Buffers.Text;
using System.Text;

namespace Lifetop.Platform;

/// <summary>
/// Writes JSON into memory, without blanks, in the words of Utf8JsonWriter, which does the same with two assemblies more: what
/// is remembered is written while the screen is up. Times are UTC with as many digits as they need. Nothing is checked.
/// </summary>
internal sealed class JsonWriter(int capacity = 256)
{
    private byte[] _bytes = new byte[capacity];
    private int _length;
    private bool _needsComma;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    public override string ToString() => Encoding.UTF8.GetString(Written);

    public void WriteStartObject() => Open((byte)'{');

    public void WriteEndObject() => Close((byte)'}');

    public void WriteStartArray() => Open((byte)'[');

    public void WriteStartArray(ReadOnlySpan<byte> name)
    {
        WritePropertyName(name);
        Open((byte)'[');
    }

    public void WriteEndArray() => Close((byte)']');

    /// <param name="name">One of ours, without anything to escape.</param>
    public void WritePropertyName(ReadOnlySpan<byte> name)
    {
        Separate();
        Put((byte)'"');
        Put(name);
        Put("\":"u8);
        _needsComma = false;
    }

    public void WriteString(ReadOnlySpan<byte> name, string value)
    {
        WritePropertyName(name);
        WriteStringValue(value);
    }

    public void WriteString(ReadOnlySpan<byte> name, Guid value)
    {
        WritePropertyName(name);
        WriteStringValue(value);
    }

    public void WriteString(ReadOnlySpan<byte> name, DateTimeOffset value)
    {
        WritePropertyName(name);
        Separate();
        var utc = value.UtcDateTime;
        Put((byte)'"');
        PutDigits(utc.Year, 4);
        Put((byte)'-');
        PutDigits(utc.Month, 2);
        Put((byte)'-');
        PutDigits(utc.Day, 2);
        Put((byte)'T');
        PutDigits(utc.Hour, 2);
        Put((byte)':');
        PutDigits(utc.Minute, 2);
        Put((byte)':');
        PutDigits(utc.Second, 2);
        int fraction = (int)(utc.Ticks % TimeSpan.TicksPerSecond), digits = 7;
        for (; digits > 0 && fraction % 10 == 0; digits--)
            fraction /= 10;
        if (digits > 0)
        {
            Put((byte)'.');
            PutDigits(fraction, digits);
        }
        Put("Z\""u8);
    }

    public void WriteNumber(ReadOnlySpan<byte> name, long value)
    {
        WritePropertyName(name);
        WriteNumberValue(value);
    }

    public void WriteBoolean(ReadOnlySpan<byte> name, bool value)
    {
        WritePropertyName(name);
        Separate();
        Put(value ? "true"u8 : "false"u8);
    }

    public void WriteNumberValue(long value)
    {
        Separate();
        _ = Utf8Formatter.TryFormat(value, Room(20), out int length);
        _length += length;
    }

    public void WriteStringValue(string value)
    {
        Separate();
        Put((byte)'"');
        int plain = 0;
        for (int i = 0; i < value.Length; i++)
        {
            if (value[i] is >= ' ' and not ('"' or '\\') and not (>= '\x7F' and <= '\x9F'))
                continue;
            PutText(value.AsSpan(plain, i - plain));
            plain = i + 1;
            Escape(value[i]);
        }
        PutText(value.AsSpan(plain));
        Put((byte)'"');
    }

    // By hand: the framework's way is vector code that is compiled on the spot.
    public void WriteStringValue(Guid value)
    {
        Separate();
        Put((byte)'"');
        Span<byte> bytes = stackalloc byte[16];
        _ = value.TryWriteBytes(bytes, bigEndian: true, out _);
        for (int i = 0; i < bytes.Length; i++)
        {
            if (i is 4 or 6 or 8 or 10)
                Put((byte)'-');
            PutHex(bytes[i]);
        }
        Put((byte)'"');
    }

    private void Separate()
    {
        if (_needsComma)
            Put((byte)',');
        _needsComma = true;
    }

    private void Open(byte brace)
    {
        Separate();
        Put(brace);
        _needsComma = false;
    }

    private void Close(byte brace)
    {
        Put(brace);
        _needsComma = true;
    }

    private void Escape(char letter)
    {
        Put((byte)'\\');
        if (letter is '"' or '\\')
        {
            Put((byte)letter);
            return;
        }
        Put("u00"u8);
        PutHex((byte)letter);
    }

    private void PutHex(byte value)
    {
        Put("0123456789abcdef"u8[value >> 4]);
        Put("0123456789abcdef"u8[value & 15]);
    }

    private void PutDigits(int number, int count)
    {
        var room = Room(count);
        for (int i = count - 1; i >= 0; i--, number /= 10)
            room[i] = (byte)('0' + number % 10);
        _length += count;
    }

    /// <summary>Half a surrogate pair becomes a replacement character.</summary>
    private void PutText(ReadOnlySpan<char> text) => _length += Encoding.UTF8.GetBytes(text, Room(text.Length * 3));

    private void Put(byte one)
    {
        Room(1)[0] = one;
        _length++;
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        _length += bytes.Length;
    }

    private Span<byte> Room(int count)
    {
        if (_bytes.Length - _length < count)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + count));
        return _bytes.AsSpan(_length);
    }
}
