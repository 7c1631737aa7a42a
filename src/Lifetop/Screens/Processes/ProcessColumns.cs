using System;
using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.Processes;

/// <summary>The columns of the process view: where each stands depends on the width alone.</summary>
internal sealed class ProcessColumns
{
    private const int Margin = 2, PidEnd = 9, AgeEnd = 16;

    private static readonly string[] Heads = ["pid", "age", "cpu%", "mem", "ports", "tty", "user", "command"];

    // Right ends of numbers, starts of words; -1 where there is no room.
    private int _cpuEnd, _memEnd, _ports, _tty, _user, _command;
    private int _width = -1;

    public void Fit(int width)
    {
        if (width == _width)
            return;
        _width = width;
        _cpuEnd = AgeEnd + 5;
        int x = _cpuEnd;
        _memEnd = width >= 50 ? x += 6 : -1;
        _ports = width >= 72 ? x + Margin : -1;
        x = _ports >= 0 ? _ports + 6 : x;
        _tty = width >= 60 ? x + Margin : -1;
        x = _tty >= 0 ? _tty + 5 : x;
        _user = width >= 100 ? x + Margin : -1;
        x = _user >= 0 ? _user + 9 : x;
        _command = x + Margin;
    }

    public void DrawHeads(Canvas row, UiState ui, ProcessSort sort, bool turned)
    {
        for (int i = 0; i < ProcessSorts.Count; i++)
        {
            if (!IsShown((ProcessSort)i))
                continue;
            bool sorted = i == (int)sort;
            // Of a number the largest are first when it points down, of a word the first letters.
            char arrow = turned ? ui.Glyphs.SortUp : ui.Glyphs.SortDown;
            var style = ui.Scheme[sorted ? Role.Soft : Role.Faint];
            int at = StartOf((ProcessSort)i);
            row.Write(at, 0, Heads[i], style);
            if (sorted)
                row.Write(EndOf((ProcessSort)i) >= 0 ? at - 1 : at + Heads[i].Length, 0, arrow, ui.Scheme[Role.Accent]);
        }
    }

    /// <summary>The column a head was clicked at.</summary>
    public ProcessSort? At(int x)
    {
        ProcessSort? found = null;
        for (int i = 0; i < ProcessSorts.Count; i++)
        {
            var sort = (ProcessSort)i;
            if (IsShown(sort) && (EndOf(sort) >= 0 ? x < EndOf(sort) && (found is null || x >= StartOf(sort) - 1) : x >= StartOf(sort)))
            {
                found = sort;
                if (EndOf(sort) >= 0)
                    return found;
            }
        }
        return found;
    }

    public void DrawRow(Canvas row, UiState ui, ProcessSnapshot all, int index, ProcessText text, ProcessTree? tree, int shifted)
    {
        Span<char> room = stackalloc char[32];
        var soft = ui.Scheme[Role.Soft];
        row.WriteRight(PidEnd, 0, ShortNumbers.Whole(room, all.Pids[index]), soft);
        row.WriteRight(AgeEnd, 0, ShortNumbers.Age(room, all.AgeAt(index)), soft);
        float cpu = all.Cpu[index];
        row.WriteRight(_cpuEnd, 0, ShortNumbers.Percent(room, cpu), ui.Scheme[cpu >= 50 ? Role.Text : cpu >= 0.5f ? Role.Soft : Role.Faint]);
        long bytes = all.ResidentBytesAt(index);
        if (_memEnd >= 0)
            row.WriteRight(_memEnd, 0, ShortNumbers.Size(room, bytes), ui.Scheme[bytes >= 1L << 30 ? Role.Text : bytes > 0 ? Role.Soft : Role.Faint]);
        if (_ports >= 0)
            row.Part(_ports, 0, 7, 1).Write(0, 0, text.Ports, soft);
        if (_tty >= 0)
            row.Part(_tty, 0, 6, 1).Write(0, 0, text.Terminal, ui.Scheme[Role.Faint]);
        if (_user >= 0)
            row.Part(_user, 0, 9, 1).Write(0, 0, text.User, ui.Scheme[Role.Faint]);
        var command = row.Part(_command, 0, row.Width - _command - 1, 1);
        int x = tree is null ? -shifted : tree.DrawBranches(command, -shifted, index, ui.Glyphs, ui.Scheme[Role.Line]);
        bool quiet = all.Has(index, ProcessMarks.Kernel | ProcessMarks.Dead | ProcessMarks.Member) || all.Users[index] != all.User;
        int end = command.Write(x, 0, text.Command, ui.Scheme[quiet ? Role.Soft : Role.Text]);
        if (end > command.Width && command.Width > 0)
            command.Write(command.Width - 1, 0, ui.Glyphs.Cut, ui.Scheme[Role.Faint]);
    }

    private bool IsShown(ProcessSort sort) => sort switch
    {
        ProcessSort.Mem => _memEnd >= 0,
        ProcessSort.Ports => _ports >= 0,
        ProcessSort.Tty => _tty >= 0,
        ProcessSort.User => _user >= 0,
        _ => true,
    };

    private int StartOf(ProcessSort sort) => sort switch
    {
        ProcessSort.Ports => _ports,
        ProcessSort.Tty => _tty,
        ProcessSort.User => _user,
        ProcessSort.Command => _command,
        _ => EndOf(sort) - Heads[(int)sort].Length,
    };

    /// <summary>-1 for words, which begin somewhere instead.</summary>
    private int EndOf(ProcessSort sort) => sort switch
    {
        ProcessSort.Pid => PidEnd,
        ProcessSort.Age => AgeEnd,
        ProcessSort.Cpu => _cpuEnd,
        ProcessSort.Mem => _memEnd,
        _ => -1,
    };
}
