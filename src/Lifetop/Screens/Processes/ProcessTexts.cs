using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Model;

namespace Lifetop.Screens.Processes;

/// <summary>Read what these processes run; only of those that are seen, for it costs files to open.</summary>
public sealed record ReadProcesses(ProcessIdentity[] Processes) : Effect;

/// <summary>A process as it was read; without details it is gone or not ours to read.</summary>
public sealed record ReadProcess(ProcessIdentity Process, ProcessDetails? Details);

public sealed record ProcessesRead(ImmutableArray<ReadProcess> Processes) : Message;

/// <summary>The words of the processes that were shown, by identity.</summary>
internal sealed class ProcessTexts(ProcessBoard board)
{
    private const int MostAsked = 256;

    private readonly Dictionary<int, ProcessText> _texts = [];
    private readonly List<int> _missing = [];

    public ProcessText Of(ProcessSnapshot all, int row)
    {
        if (_texts.TryGetValue(all.Pids[row], out var known) && known.Is(all, row))
            return known;
        // The dead are dropped with everybody else once they outnumber the living.
        if (_texts.Count > 2 * all.Count + 512)
            _texts.Clear();
        return _texts[all.Pids[row]] = ProcessText.Of(all, row, all.Details[row], board.UserName?.Invoke(all.Users[row]));
    }

    /// <summary>Notes a row whose command nobody has read yet.</summary>
    public void Need(ProcessSnapshot all, int row)
    {
        var text = Of(all, row);
        if (text.IsAsked || text.Details is not null || all.Has(row, ProcessMarks.Kernel | ProcessMarks.Dead) || _missing.Count >= MostAsked)
            return;
        text.IsAsked = true;
        _missing.Add(row);
    }

    /// <summary>Asks for all that were noted, in one.</summary>
    public void Ask(ProcessSnapshot all, UiState ui)
    {
        if (_missing.Count == 0)
            return;
        var identities = new ProcessIdentity[_missing.Count];
        for (int i = 0; i < identities.Length; i++)
            identities[i] = all.IdentityAt(_missing[i]);
        _missing.Clear();
        ui.Ask(new ReadProcesses(identities));
    }

    public void Take(ProcessSnapshot all, ProcessesRead read)
    {
        foreach (var one in read.Processes)
        {
            int row = all.IndexOf(one.Process.Pid);
            if (row < 0 || all.StartTicks[row] != one.Process.StartTicks || one.Details is not { } details || all.Details[row] is not null)
                continue;
            var text = ProcessText.Of(all, row, details, board.UserName?.Invoke(all.Users[row]));
            text.IsAsked = true;
            _texts[one.Process.Pid] = text;
        }
    }
}
