using Lifetop.Platform;

namespace Lifetop.Terminal;

/// <summary>What is to be sent, sent as far as the terminal takes it without making us wait.</summary>
internal sealed class TerminalOutput(TerminalDevice device)
{
    private const int LastTries = 3, LastTryMilliseconds = 1;

    private int _sent;

    public AnsiWriter Writer { get; } = new();

    /// <summary>The terminal took only a part; the rest waits for room.</summary>
    public bool IsStalled { get; private set; }

    /// <summary>Sends what it takes; false when it is gone.</summary>
    public bool Flush()
    {
        while (_sent < Writer.Length)
        {
            int count = device.Write(Writer.Written[_sent..]);
            if (count < 0)
                return false;
            if (count == 0)
            {
                IsStalled = true;
                return true;
            }
            _sent += count;
        }
        Discard();
        return true;
    }

    /// <summary>Drops what is not sent yet.</summary>
    public void Discard()
    {
        Writer.Clear();
        _sent = 0;
        IsStalled = false;
    }

    /// <summary>
    /// Sends the last words. A terminal that nobody reads must not keep us: what it was sent before and has not shown is thrown
    /// away for them.
    /// </summary>
    public void FlushForGood()
    {
        for (int i = 0; i < LastTries && Flush() && IsStalled; i++)
        {
            device.Flush(Libc.OutputQueue);
            _ = Readiness.Await(device.Number, wantsRoom: true, signals: -1, other: -1, LastTryMilliseconds);
            _sent = 0;
        }
        Discard();
    }
}
