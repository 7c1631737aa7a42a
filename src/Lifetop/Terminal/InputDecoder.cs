using System;
using System.Text;

namespace Lifetop.Terminal;

/// <summary>
/// Bytes of a terminal into keys, clicks, pastes and answers, wherever reading cut them. Bounded, and nothing that comes makes it
/// throw. Whether an Esc is a key or begins a sequence only time tells: see <see cref="Deadline"/>.
/// </summary>
public sealed class InputDecoder
{
    private const int EscapeWait = 25, SequenceWait = 250, PasteWait = 2000;
    private const int LongestReply = 4096;

    /// <summary>More than anybody types between two looks: the rest of a paste.</summary>
    private const int MoreThanTyped = 16;

    private enum State
    {
        Ground,
        Utf8,
        Escape,
        Control,
        SingleShift,
        Text,
        TextEscape,
        Paste,
    }

    private readonly EventQueue _events = new();
    private readonly ControlSequence _control = new();
    private readonly Utf8Assembler _utf8 = new();
    private readonly PasteText _paste = new();
    private readonly byte[] _reply = new byte[LongestReply];
    private State _state;
    private KeyModifiers _held;
    private byte _introducer;
    private int _length, _modifier;
    private bool _pasteBroke;

    /// <summary>A position was asked for: what else would be F3 with something held is the answer.</summary>
    public bool AwaitsPosition { get; set; }

    /// <summary>When <see cref="Expire"/> wants to be called if nothing else has come; null while nothing is open.</summary>
    public long? Deadline { get; private set; }

    public void Feed(ReadOnlySpan<byte> bytes, long nowMilliseconds)
    {
        if (_pasteBroke && _state == State.Ground && bytes.Length > MoreThanTyped)
            _state = State.Paste;
        foreach (byte next in bytes)
            Step(next);
        Deadline = _state switch
        {
            State.Ground => null,
            State.Escape => nowMilliseconds + EscapeWait,
            State.Paste => nowMilliseconds + PasteWait,
            _ when IsIntroducedOnly => nowMilliseconds + EscapeWait,
            _ => nowMilliseconds + SequenceWait,
        };
    }

    /// <summary>Nothing has come behind the introducer: it may have been a letter with Alt held.</summary>
    private bool IsIntroducedOnly => _state switch
    {
        State.Control => _control.Length == 0,
        State.SingleShift or State.Text => _length == 0,
        _ => false,
    };

    public bool HasEvents => !_events.IsEmpty;

    public bool TryNext(out InputEvent happened) => _events.TryTake(out happened);

    /// <summary>Nothing more has come: what is open is taken as it stands, if its time is over.</summary>
    public void Expire(long nowMilliseconds)
    {
        if (Deadline is not { } deadline || nowMilliseconds < deadline)
            return;
        Deadline = null;
        var state = _state;
        bool wasIntroducedOnly = IsIntroducedOnly;
        _state = State.Ground;
        _utf8.Reset();
        switch (state)
        {
            case State.Escape:
                if ((_held & KeyModifiers.Alt) != 0)
                    Type(Key.Esc);
                Type(Key.Esc);
                break;
            case State.Control or State.SingleShift or State.Text when wasIntroducedOnly:
                Type(new Key(_introducer, KeyModifiers.Alt));
                break;
            case State.Paste:
                EndPaste();
                _pasteBroke = true;
                break;
        }
    }

    private void Step(byte next)
    {
        switch (_state)
        {
            case State.Ground:
                Ground(next);
                break;
            case State.Utf8:
                Utf8(next);
                break;
            case State.Escape:
                Escape(next);
                break;
            case State.Control:
                Control(next);
                break;
            case State.SingleShift:
                SingleShift(next);
                break;
            case State.Text:
                Text(next);
                break;
            case State.TextEscape:
                if (next == '\\')
                    EndText();
                else
                {
                    // Any other escape ends it too, and begins anew.
                    EndText();
                    Begin(State.Escape);
                    Escape(next);
                }
                break;
            case State.Paste:
                if (_paste.Add(next))
                    EndPaste();
                break;
        }
    }

    private void Begin(State state)
    {
        _state = state;
        _length = 0;
    }

    private void Ground(byte next)
    {
        if (next == 0x1B)
        {
            _held = KeyModifiers.None;
            Begin(State.Escape);
        }
        else if (next < 0x80)
            Type(KeySequences.OfByte(next));
        else if (_utf8.Begin(next))
        {
            _held = KeyModifiers.None;
            _state = State.Utf8;
        }
    }

    private void Utf8(byte next)
    {
        if (next is < 0x80 or > 0xBF)
        {
            // Cut short: what comes now stands for itself.
            Abort(next);
            return;
        }
        int point = _utf8.Continue(next);
        if (_utf8.IsOpen)
            return;
        _state = State.Ground;
        if (point > 0)
            Type(new Key(point, _held));
    }

    private void Escape(byte next)
    {
        switch (next)
        {
            case 0x1B:
                // The first of three was a key; of two, the second may begin a sequence with Alt held.
                if ((_held & KeyModifiers.Alt) != 0)
                    Type(Key.Esc);
                _held = KeyModifiers.Alt;
                break;
            case (byte)'[':
                _control.Begin();
                Introduce(State.Control, next);
                break;
            case (byte)'O':
                _modifier = 0;
                Introduce(State.SingleShift, next);
                break;
            case (byte)']' or (byte)'P' or (byte)'_':
                Introduce(State.Text, next);
                break;
            case >= 0x80:
                _held = KeyModifiers.Alt;
                _state = _utf8.Begin(next) ? State.Utf8 : State.Ground;
                break;
            default:
                _state = State.Ground;
                Type(KeySequences.OfByte(next).With(KeyModifiers.Alt));
                break;
        }
    }

    private void Introduce(State state, byte introducer)
    {
        _introducer = introducer;
        Begin(state);
    }

    private void Control(byte next)
    {
        switch (_control.Add(next))
        {
            case ControlStep.Broken:
                Abort(next);
                break;
            case ControlStep.Whole:
                _state = State.Ground;
                Finish();
                break;
        }
    }

    private void Finish()
    {
        if (_control.IsPasteMark)
        {
            _pasteBroke = false;
            _paste.Begin();
            if (_control.BeginsPaste)
                _state = State.Paste;
        }
        else if (_control.TryRead(_held, AwaitsPosition, out var said))
            _events.Add(said);
    }

    private void SingleShift(byte next)
    {
        if (next is < 0x20 or >= 0x7F)
        {
            Abort(next);
            return;
        }
        _length++;
        if (next is >= (byte)'0' and <= (byte)'9' && _length < 8)
            _modifier = _modifier * 10 + next - '0';
        else if (next == ';' && _length < 8)
            _modifier = 0;
        else
        {
            _state = State.Ground;
            if (KeySequences.TrySingleShift(_modifier, next, out var key))
                Type(key.With(_held));
        }
    }

    private void Text(byte next)
    {
        if (next is 0x18 or 0x1A)
            _state = State.Ground;
        else if (next == 0x07)
            EndText();
        else if (next == 0x1B)
            _state = State.TextEscape;
        else if (_length < LongestReply)
            _reply[_length++] = next;
    }

    private void EndText()
    {
        _state = State.Ground;
        Reply();
    }

    private void Reply() => _events.Add(new InputEvent(InputKind.Reply) { Text = (char)_introducer + Encoding.UTF8.GetString(_reply, 0, _length) });

    private void EndPaste()
    {
        _state = State.Ground;
        string text = _paste.Take();
        // The rest of one that was given up is nobody's any more.
        if (!_pasteBroke)
            _events.Add(new InputEvent(InputKind.Paste) { Text = text });
        _pasteBroke = false;
    }

    /// <summary>What was open is no sequence; this byte begins anew.</summary>
    private void Abort(byte next)
    {
        _utf8.Reset();
        _state = State.Ground;
        Ground(next);
    }

    private void Type(Key key) => _events.Add(InputEvent.Of(key));
}
