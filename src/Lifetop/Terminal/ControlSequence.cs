using System;
using System.Text;

namespace Lifetop.Terminal;

/// <summary>How far a sequence behind <c>CSI</c> has come with a byte.</summary>
internal enum ControlStep
{
    More,
    /// <summary>The byte belongs to none.</summary>
    Broken,
    Whole,
}

/// <summary>A sequence behind <c>CSI</c>, gathered byte by byte and bounded, and what it says once it is whole.</summary>
internal sealed class ControlSequence
{
    private const int Longest = 128;

    private enum Form
    {
        Usual,
        /// <summary>The Linux console's function keys: one letter follows.</summary>
        LinuxFunction,
        /// <summary>Clicks as the first mice told them: three bytes follow.</summary>
        OldMouse,
    }

    private readonly SequenceParameters _parameters = new();
    private readonly byte[] _bytes = new byte[Longest];
    private Form _form;
    private byte _final;

    /// <summary>Bytes that have come.</summary>
    public int Length { get; private set; }

    /// <summary>Where pasted text begins; an end alone belongs to a paste that was given up.</summary>
    public bool BeginsPaste => IsPasteMark && _parameters[0] == 200;

    public bool IsPasteMark => _final == '~' && Length < Longest && _parameters is { Private: 0, Intermediate: 0 } && _parameters[0] is 200 or 201;

    public void Begin()
    {
        _parameters.Clear();
        (_form, _final, Length) = (Form.Usual, 0, 0);
    }

    public ControlStep Add(byte next)
    {
        bool isFirst = Length == 0;
        if (_form == Form.OldMouse)
        {
            _bytes[Length++] = next;
            return Length == 4 ? ControlStep.Whole : ControlStep.More;
        }
        if (_form == Form.LinuxFunction)
            return End(next);
        if (next is < 0x20 or >= 0x7F)
            return ControlStep.Broken;
        if (Length < Longest)
            _bytes[Length++] = next;
        if (next is >= (byte)'0' and <= (byte)'9')
            _parameters.Digit(next);
        else if (next == ';')
            _parameters.Next();
        else if (next == ':')
            _parameters.NextSub();
        else if (next < 0x40)
            return Mark(next, isFirst);
        else if (isFirst && next is (byte)'[' or (byte)'M')
            _form = next == '[' ? Form.LinuxFunction : Form.OldMouse;
        else
            return End(next);
        return ControlStep.More;
    }

    /// <summary>False when it says nothing that anybody here understands, or too much.</summary>
    /// <param name="held">With every key.</param>
    /// <param name="awaitsPosition">A position was asked for: what else would be F3 with something held is the answer.</param>
    public bool TryRead(KeyModifiers held, bool awaitsPosition, out InputEvent said)
    {
        said = default;
        if (Length == Longest)
            return false;
        if (_form == Form.OldMouse)
            return MouseSequences.TryDecode(_bytes[1] - 32, _bytes[2] - 33, _bytes[3] - 33, isRelease: false, out said);
        if (_parameters.Private == '<' && _final is (byte)'M' or (byte)'m')
            return MouseSequences.TryDecode(_parameters[0], _parameters[1] - 1, _parameters[2] - 1, _final == 'm', out said);
        if (_parameters.Private != 0 || _parameters.Intermediate != 0 || (_final is (byte)'c' or (byte)'n' or (byte)'t' && _parameters.Count > 0))
            said = new InputEvent(InputKind.Reply) { Text = "[" + Encoding.UTF8.GetString(_bytes, 0, Length) };
        else if (_form == Form.Usual && _parameters.IsEmpty && _final is (byte)'I' or (byte)'O')
            said = new InputEvent(_final == 'I' ? InputKind.FocusGained : InputKind.FocusLost);
        else if (_final == 'R' && _parameters.Count == 2 && (_parameters[0] != 1 || awaitsPosition))
            said = new InputEvent(InputKind.CursorPosition) { X = _parameters[1], Y = _parameters[0] };
        else if (_form == Form.LinuxFunction ? KeySequences.TryLinuxFunction(_final, out var key) : KeySequences.TryControl(_parameters, _final, out key))
            said = InputEvent.Of(key.With(held));
        else
            return false;
        return true;
    }

    /// <summary>A private mark, or an intermediate; rxvt's shifted keys end with one.</summary>
    private ControlStep Mark(byte next, bool isFirst)
    {
        if (isFirst && next >= '<')
            _parameters.Private = next;
        else if (next == '$' && _parameters is { Private: 0, Count: 1 } && KeySequences.TryControl(_parameters, next, out _))
            return End(next);
        else
            _parameters.Intermediate = next;
        return ControlStep.More;
    }

    private ControlStep End(byte final)
    {
        _final = final;
        return ControlStep.Whole;
    }
}
