using System;
using System.Collections.Generic;
using System.Text;
using Lifetop.Model;
using Lifetop.Screens.Processes;

namespace Lifetop.Tests.Support;

/// <summary>A machine's processes for the process view, published as the observing side would.</summary>
internal sealed class MachineOfProcesses
{
    public const uint Me = 1000;
    private static readonly DateTimeOffset BootTime = Rows.Now - TimeSpan.FromDays(20);

    private readonly List<One> _all = [];
    private long _version;

    public ProcessBoard Board { get; } = new()
    {
        Home = "/home/me",
        UserName = static user => user switch { 0 => "root", Me => "me", _ => null },
        IsAgent = static program => program.Is("claude"),
    };

    public TimeSpan Passed { get; set; }

    public MachineOfProcesses Add(int pid, string command, string age = "1m", float cpu = 0, long megabytes = 0, int pts = -1, int port = 0, int parent = 1,
        uint user = Me, string? cwd = "/home/me", ProcessMarks marks = ProcessMarks.None, bool known = true)
    {
        string[] arguments = command.Split(' ');
        byte[] name = Encoding.UTF8.GetBytes(ProgramNames.BaseName(arguments[0]).TrimStart('-'));
        _all.Add(new One(pid, parent, Rows.Now - Rows.Span(age), name, user, pts, marks, megabytes)
        {
            Cpu = cpu,
            Details = !known ? null : new ProcessDetails { Arguments = [.. arguments], WorkingDirectory = cwd, Ports = port == 0 ? [] : [port] },
        });
        _version++;
        return this;
    }

    public MachineOfProcesses End(int pid)
    {
        _all.RemoveAll(one => one.Pid == pid);
        _version++;
        return this;
    }

    public MachineOfProcesses Busy(int pid, float cpu)
    {
        _all.Find(one => one.Pid == pid)!.Cpu = cpu;
        return this;
    }

    public int Count => _all.Count;

    public void Publish()
    {
        var into = Board.Filling;
        into.Resize(_all.Count);
        into.Version = _version;
        into.Time = Rows.Now + Passed;
        into.BootTime = BootTime;
        into.Boot = Rows.Boot;
        into.User = Me;
        for (int i = 0; i < _all.Count; i++)
        {
            var one = _all[i];
            into.Pids[i] = one.Pid;
            into.Parents[i] = one.Parent;
            into.StartTicks[i] = (long)(one.StartedAt - BootTime).TotalMilliseconds / 10;
            into.Cpu[i] = one.Cpu;
            into.ResidentPages[i] = one.Megabytes * (1 << 20) / Environment.SystemPageSize;
            into.Users[i] = one.User;
            into.Terminals[i] = one.Pts < 0 ? 0 : (136 << 8) | one.Pts;
            into.Marks[i] = one.Marks;
            into.Details[i] = one.Details;
            into.SetName(i, one.Name);
        }
        Board.Publish();
    }

    private sealed record One(int Pid, int Parent, DateTimeOffset StartedAt, byte[] Name, uint User, int Pts, ProcessMarks Marks, long Megabytes)
    {
        public float Cpu { get; set; }
        public ProcessDetails? Details { get; init; }
    }
}
