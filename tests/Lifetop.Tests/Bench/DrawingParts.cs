using System;
using System.Collections.Generic;
using Lifetop.Screens;
using Lifetop.Screens.Processes;
using Lifetop.Tests.Support;

namespace Lifetop.Tests.Bench;

/// <summary>State into cells.</summary>
internal static class DrawingParts
{
    private const int Processes = 5000;

    /// <summary>The wide grid shows the tree of whoever is selected and asks for it again and again: a few bytes every few seconds.</summary>
    private const long MostAsked = 64;

    public static IEnumerable<Part> All()
    {
        foreach (var (width, height, mostAsked) in ((int, int, long)[])[(120, 36, 0), (200, 50, MostAsked)])
        {
            var crowd = new DrawnCrowd(width, height);
            string size = FormattableString.Invariant($"{width}x{height}");
            yield return new Part($"draw {size}, 1000 workers", () => crowd.Ui.Draw(), Floors.CopyOfCells, Floors.Copy(crowd.Frame), 70);
            yield return new Part($"take a look in, {size}, 1000 workers", crowd.Refresh, Floors.CopyOfNumbers, Floors.Copy(DrawnCrowd.Roster), 300, mostAsked);
        }
        var machine = new MachineOfProcesses();
        for (int i = 0; i < Processes; i++)
            machine.Add(100 + i, FormattableString.Invariant($"program-{i % 40} --option {i}"), FormattableString.Invariant($"{i * 7 % 90000 + 1}s"), i % 100, i % 2000, parent: 100 + i / 3);
        var view = new UiWorld(new BlankGround(KeyContext.Grid), 200, 50, processes: machine.Board);
        view.Ui.Open(new ProcessScreen(machine.Board, view.Ui));
        yield return new Part("process view 200x50, 5000 processes", Next, Floors.CopyOfCells, Floors.Copy(view.Draw()), 260);

        void Next()
        {
            machine.Passed += TimeSpan.FromSeconds(1);
            machine.Publish();
            Update.Refresh(view.Ui);
            view.Draw();
        }
    }
}
