using System.Collections.Generic;
using System.Globalization;
using System.Text;
using Lifetop.Model;

namespace Lifetop.Actions.Ending;

/// <summary>How an ending is told in few words.</summary>
internal static class EndingWords
{
    /// <summary>So many pids are named in a sentence; all of them stand in the result's list.</summary>
    private const int MostNamed = 8;

    /// <summary>Of everybody: <c>1 of 2 gone</c>.</summary>
    public static string Count(EndingTree tree)
    {
        int gone = tree.Missed.Count, all = gone;
        foreach (var target in tree.All)
            if (target.LeftAlone is null)
            {
                all++;
                gone += target.HasEnded ? 1 : 0;
            }
        return Count(gone, all);
    }

    public static string Count(int gone, int all) => $"{Number(gone)} of {Number(all)} gone";

    public static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary><c>pid 4242</c>, <c>pids 17, 18</c>, <c>pids 1, 2, 3 and 40 more</c>.</summary>
    public static string Pids(IReadOnlyList<ProcessIdentity> processes)
    {
        var text = new StringBuilder(processes.Count == 1 ? "pid " : "pids ");
        for (int i = 0; i < processes.Count && i < MostNamed; i++)
            text.Append(i == 0 ? "" : ", ").Append(Number(processes[i].Pid));
        if (processes.Count > MostNamed)
            text.Append(" and ").Append(Number(processes.Count - MostNamed)).Append(" more");
        return text.ToString();
    }

    /// <summary>How a process ended: <c>exit 0</c>, <c>signal 15</c>; null when nobody told.</summary>
    public static string? How(Model.Ending ending)
        => ending.ExitCode is { } code ? "exit " + Number(code) : ending.Signal is { } signal ? "signal " + Number(signal) : null;

    public static string Zombie(int pid, int parent, ProcessTable table)
    {
        int row = table.IndexOf(parent);
        string name = row < 0 ? "" : $" ({table.Rows[row].Name})";
        return $"pid {Number(pid)} is a zombie: its parent, pid {Number(parent)}{name}, has not waited for it";
    }
}
