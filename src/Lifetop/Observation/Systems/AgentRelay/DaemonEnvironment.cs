using System.Globalization;
using Lifetop.Model;
using Lifetop.Observation.Proc;
using Lifetop.Platform;

namespace Lifetop.Observation.Systems.AgentRelay;

/// <summary>Where a daemon's dashboard listens, from its environment, which is read once for each process. Belongs to one thread.</summary>
internal sealed class DaemonEnvironment
{
    private const int UsualPort = 3888, LastPort = 65535;
    private static readonly string[] Variables = ["AGENT_RELAY_DASHBOARD_PORT"];

    private ProcFolder? _proc;
    private int _pid;
    private long _startTicks;

    public int DashboardPort { get; private set; } = UsualPort;

    public void Refresh(int pid)
    {
        var row = new ProcessRow();
        if (pid == 0 || (_proc ??= new ProcFolder()).ReadStat(pid, ref row) != StatReading.Done || row.IsZombie)
            (_pid, _startTicks, DashboardPort) = (pid, 0, UsualPort);
        else if (pid != _pid || row.StartTicks != _startTicks)
            (_pid, _startTicks, DashboardPort) = (pid, row.StartTicks, PortOf(_proc, pid));
    }

    private static int PortOf(ProcFolder proc, int pid)
    {
        int file = proc.Open(pid, "/environ\0"u8);
        if (file < 0)
            return UsualPort;
        new EnvironmentReader().Read(file, Variables, out var found);
        _ = Libc.ProcClose(file);
        foreach (var variable in found)
            if (int.TryParse(variable.Value, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port is > 0 and <= LastPort)
                return port;
        return UsualPort;
    }
}
