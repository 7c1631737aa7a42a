namespace Lifetop.Terminal;

/// <summary>Puts code points together byte by byte; what is no UTF-8 is left out.</summary>
internal sealed class Utf8Assembler
{
    private int _point, _missing, _least;

    /// <summary>In the middle of one.</summary>
    public bool IsOpen => _missing > 0;

    public void Reset() => _missing = 0;

    /// <summary>A first byte of several; false if none begins so.</summary>
    public bool Begin(byte first)
    {
        _missing = first switch
        {
            >= 0xC2 and <= 0xDF => 1,
            >= 0xE0 and <= 0xEF => 2,
            >= 0xF0 and <= 0xF4 => 3,
            _ => 0,
        };
        _point = first & (0x3F >> _missing);
        // What fewer bytes could have said is no UTF-8.
        _least = _missing == 3 ? 0x10000 : _missing == 2 ? 0x800 : 0x80;
        return _missing > 0;
    }

    /// <summary>The code point once it is whole; 0 while bytes are missing, -1 where it is no text.</summary>
    public int Continue(byte next)
    {
        _point = (_point << 6) | (next & 0x3F);
        if (--_missing > 0)
            return 0;
        return _point >= _least && _point >= 0xA0 && _point is not (>= 0xD800 and <= 0xDFFF) && _point <= 0x10FFFF ? _point : -1;
    }
}
