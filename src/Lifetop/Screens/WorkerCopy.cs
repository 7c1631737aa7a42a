using System.Globalization;
using Lifetop.Model.Query;
using Lifetop.Terminal;

namespace Lifetop.Screens;

/// <summary>What a screen copies of the selected worker: its key; asked again at once its pid, then its folder.</summary>
internal sealed class WorkerCopy
{
    private const int Things = 3;

    private int _copied = -1;

    /// <summary>Something else was done in between: the next copy is of the key again.</summary>
    public void Begin() => _copied = -1;

    public bool Do(UiState ui)
    {
        if (ui.Selected is not { } row)
            return false;
        for (int tried = 0; tried < Things; tried++)
        {
            _copied = (_copied + 1) % Things;
            if (TextOf(row) is not { Length: > 0 } text)
                continue;
            string what = _copied switch { 0 => "key", 1 => "pid", _ => "path" };
            ui.Ask(new CopyText(text, $"{what} {SafeText.Of(text)}"));
            break;
        }
        return true;
    }

    private string? TextOf(WorkerRow row) => _copied switch
    {
        0 => row.Key,
        1 => row.Pid?.ToString(CultureInfo.InvariantCulture),
        _ => row.Worktree ?? row.Cwd ?? row.Declaration?.File,
    };
}
