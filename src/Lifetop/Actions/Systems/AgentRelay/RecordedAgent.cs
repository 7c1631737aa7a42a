using System;
using System.Globalization;
using System.Text;
using Lifetop.Observation.Tmux;
using Lifetop.Platform;

namespace Lifetop.Actions.Systems.AgentRelay;

/// <summary>Whether a recorded pid is the agent it was recorded for, at this moment.</summary>
internal static class RecordedAgent
{
    private const int Limit = 256 * 1024;

    public static bool Runs(int pid, string agent)
    {
        if (ServerProcess.StartTicks(pid) < 0)
            return false;
        var reading = RegularFile.Read($"/proc/{pid.ToString(CultureInfo.InvariantCulture)}/cmdline", Limit);
        // Who cannot be asked may be it.
        if (!reading.IsRead)
            return reading.Failure != FileFailure.Missing;
        string command = Encoding.UTF8.GetString(reading.Bytes);
        return command.Contains("relay-pty", StringComparison.Ordinal) && $"{command}\0".Contains($"\0--name\0{agent}\0", StringComparison.Ordinal);
    }
}
