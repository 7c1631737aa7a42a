using System.Collections.Immutable;
using Lifetop.Model;
using Lifetop.Observation.Proc;
using Lifetop.Screens;
using Lifetop.Screens.Processes;

namespace Lifetop.App;

/// <summary>Reads what the processes run that the look knows only as numbers: other users', for the process view.</summary>
public sealed class ProcessTextHandler : IEffectHandler
{
    private readonly DetailsReader _reader = new();

    public string Name => "processes";

    public bool Handles(Effect effect) => effect is ReadProcesses;

    public bool Supersedes(Effect newer, Effect older) => false;

    public void Run(Effect effect, Inbox inbox)
    {
        if (effect is not ReadProcesses { Processes: var wanted })
            return;
        var read = ImmutableArray.CreateBuilder<ReadProcess>(wanted.Length);
        foreach (var process in wanted)
        {
            var row = new ProcessRow { Pid = process.Pid, StartTicks = process.StartTicks };
            read.Add(new ReadProcess(process, _reader.Read(row, [], DetailParts.Arguments | DetailParts.WorkingDirectory)));
        }
        inbox.Post(new ProcessesRead(read.DrainToImmutable()));
    }

    public void Dispose() => _reader.Dispose();
}
