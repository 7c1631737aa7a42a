using System;
using System.Buffers.Text;

namespace Lifetop.Observation.Tmux;

/// <summary>
/// What we ask of list-panes and how one row of the answer reads, side by side. Numbers and ids stand first; every text
/// of others follows its own length in bytes, because titles, commands and names may hold blanks, newlines and whole forged rows.
/// Nothing here makes the server read /proc (pane_current_command, pane_current_path).
/// </summary>
internal static class PaneListing
{
    /// <summary>First line of the answer: who answers. Also comes when the server has no session, where list-panes fails.</summary>
    public const string Header = "#{pid} #{version}";

    public const string Format =
        "#{window_activity} #{session_id} #{window_id} #{pane_id} #{window_index} #{pane_index} #{window_panes} #{window_bell_flag} "
        + "#{session_attached} #{session_created} #{pane_pid} #{pane_tty} "
        + "#{?pane_dead,1 #{pane_dead_status} #{pane_dead_signal} #{pane_dead_time},0   } "
        + "#{n:session_name}:#{session_name} #{n:window_name}:#{window_name} "
        + "#{n:pane_title}:#{pane_title} #{n:pane_start_command}:#{pane_start_command}";

    /// <summary>The last second a DateTimeOffset can hold.</summary>
    private const long LastSecond = 253_402_300_799;

    /// <summary>Takes the header off the answer.</summary>
    public static bool TryReadHeader(scoped ref ReadOnlySpan<byte> answer, out int server, out ReadOnlySpan<byte> version)
    {
        version = default;
        server = 0;
        int end = answer.IndexOf((byte)'\n');
        if (end < 0)
            return false;
        var line = answer[..end];
        if (!TryTakeNumber(ref line, out long pid) || pid is < 1 or > int.MaxValue)
            return false;
        server = (int)pid;
        version = line;
        answer = answer[(end + 1)..];
        return true;
    }

    /// <summary>Takes one row off the answer; false, and the answer untouched, if it does not fit.</summary>
    public static bool TryReadRow(scoped ref ReadOnlySpan<byte> answer, out PaneRow row)
    {
        row = default;
        var rest = answer;
        if (!TryTakeNumber(ref rest, out row.WindowActivity) || row.WindowActivity > LastSecond)
            return false;
        var start = rest;
        if (!TryTakeId(ref rest, '$', out row.SessionNumber)
            || !TryTakeId(ref rest, '@', out row.WindowNumber)
            || !TryTakeId(ref rest, '%', out row.PaneNumber)
            || !TryTakeCount(ref rest, out row.WindowIndex)
            || !TryTakeCount(ref rest, out row.PaneIndex)
            || !TryTakeCount(ref rest, out row.WindowPanes)
            || !TryTakeFlag(ref rest, out row.Bell)
            || !TryTakeCount(ref rest, out row.Attached)
            || !TryTakeNumber(ref rest, out row.SessionCreated)
            || row.SessionCreated > LastSecond
            || !TryTakePid(ref rest, out row.Pid)
            || !TryTakeWord(ref rest, out row.Terminal)
            || !TryTakeFlag(ref rest, out row.Dead)
            || !TryTakeOptional(ref rest, out row.ExitStatus)
            || !TryTakeOptional(ref rest, out row.ExitSignal)
            || !TryTakeOptional(ref rest, out row.DiedAt)
            || !TryTakeText(ref rest, ' ', out row.SessionName)
            || !TryTakeText(ref rest, ' ', out row.WindowName)
            || !TryTakeText(ref rest, ' ', out row.Title)
            || !TryTakeText(ref rest, '\n', out row.StartCommand))
            return false;
        if (row.DiedAt > LastSecond)
            return false;
        row.Facts = start[..(start.Length - rest.Length)];
        answer = rest;
        return true;
    }

    private static bool TryTakeCount(scoped ref ReadOnlySpan<byte> rest, out int value)
    {
        bool taken = TryTakeNumber(ref rest, out long number) && number <= int.MaxValue;
        value = (int)number;
        return taken;
    }

    private static bool TryTakeNumber(scoped ref ReadOnlySpan<byte> rest, out long value) =>
        TryTakeDigits(ref rest, out value) && TryTake(ref rest, ' ');

    private static bool TryTakeId(scoped ref ReadOnlySpan<byte> rest, char sign, out int value)
    {
        value = 0;
        return TryTake(ref rest, sign) && TryTakeCount(ref rest, out value);
    }

    private static bool TryTakeFlag(scoped ref ReadOnlySpan<byte> rest, out bool value)
    {
        value = false;
        if (!TryTakeNumber(ref rest, out long number) || number > 1)
            return false;
        value = number == 1;
        return true;
    }

    /// <summary>A pane that never had a process (split-window with an empty command) has the pid 0 or -1.</summary>
    private static bool TryTakePid(scoped ref ReadOnlySpan<byte> rest, out int value)
    {
        value = 0;
        bool negative = TryTake(ref rest, '-');
        if (!TryTakeCount(ref rest, out value))
            return false;
        value = negative ? 0 : value;
        return true;
    }

    /// <summary>A number, nothing where the server has none (-1), or a word we do not know (-1 too): newer servers may name signals.</summary>
    private static bool TryTakeOptional(scoped ref ReadOnlySpan<byte> rest, out long value)
    {
        value = -1;
        int end = rest.IndexOf((byte)' ');
        if (end is < 0 or > 20)
            return false;
        if (end > 0 && (!Utf8Parser.TryParse(rest[..end], out value, out int used) || used != end || value < 0))
            value = -1;
        rest = rest[(end + 1)..];
        return true;
    }

    /// <summary>A tty is named by the kernel: it holds no blank, and a length would cost the server more than the name.</summary>
    private static bool TryTakeWord(scoped ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> word)
    {
        int end = rest.IndexOfAny((byte)' ', (byte)'\n');
        word = end < 0 ? default : rest[..end];
        rest = end < 0 ? rest : rest[end..];
        return TryTake(ref rest, ' ');
    }

    private static bool TryTakeText(scoped ref ReadOnlySpan<byte> rest, char after, out ReadOnlySpan<byte> text)
    {
        text = default;
        if (!TryTakeDigits(ref rest, out long length) || !TryTake(ref rest, ':') || length >= rest.Length)
            return false;
        text = rest[..(int)length];
        rest = rest[(int)length..];
        return TryTake(ref rest, after);
    }

    private static bool TryTakeDigits(scoped ref ReadOnlySpan<byte> rest, out long value)
    {
        value = 0;
        int at = 0;
        while (at < rest.Length && at < 18 && rest[at] is >= (byte)'0' and <= (byte)'9')
            value = value * 10 + (rest[at++] - '0');
        rest = rest[at..];
        return at > 0;
    }

    private static bool TryTake(scoped ref ReadOnlySpan<byte> rest, char expected)
    {
        if (rest.IsEmpty || rest[0] != expected)
            return false;
        rest = rest[1..];
        return true;
    }
}

/// <summary>One row of a listing, its texts still bytes of the answer. -1 stands for what the server did not say.</summary>
internal ref struct PaneRow
{
    /// <summary>The row without its activity: as long as these bytes are the same, so is the pane.</summary>
    public ReadOnlySpan<byte> Facts;
    public long WindowActivity;
    public int SessionNumber;
    public int WindowNumber;
    public int PaneNumber;
    public int WindowIndex;
    public int PaneIndex;
    public int WindowPanes;
    public bool Bell;
    public int Attached;
    public long SessionCreated;
    public int Pid;
    public bool Dead;
    public long ExitStatus;
    public long ExitSignal;
    public long DiedAt;
    public ReadOnlySpan<byte> Terminal;
    public ReadOnlySpan<byte> SessionName;
    public ReadOnlySpan<byte> WindowName;
    public ReadOnlySpan<byte> Title;
    public ReadOnlySpan<byte> StartCommand;
}
