using System;
using System.Globalization;
using System.Text;
using Lifetop.Platform;

namespace Lifetop.Observation.Systems.EveryCode;

/// <summary>Whether a host that a worker wrote down is this machine: by its own name, or by the one its worker here was given.</summary>
internal sealed class ThisHost(string name, string alsoCalled)
{
    private const int MostArguments = 256 * 1024;

    private string _learned = "";
    private WorkerPidFile? _asked;

    /// <summary>As its worker calls it.</summary>
    public string Name => alsoCalled.Length > 0 ? alsoCalled : _learned.Length > 0 ? _learned : name;

    public bool Is(string host) => IsSame(host, name) || IsSame(host, alsoCalled) || IsSame(host, _learned);

    /// <summary>
    /// A worker that runs on this machine says by its own command line what this host is called. What its pid file says alone proves
    /// nothing: the folder may be shared with others. True when another name was learned.
    /// </summary>
    public bool Learn(WorkerPidFile worker)
    {
        if (ReferenceEquals(worker, _asked))
            return false;
        _asked = worker;
        if (worker.Host is not { Length: > 0 } host || Is(host) || !Runs(worker))
            return false;
        _learned = host;
        return true;
    }

    private static bool Runs(WorkerPidFile worker)
    {
        var reading = RegularFile.Read("/proc/" + worker.Pid.ToString(CultureInfo.InvariantCulture) + "/cmdline", MostArguments);
        return reading.IsRead && worker.Command.Length > 0 && Encoding.UTF8.GetString(reading.Bytes).Replace('\0', ' ').Contains(worker.Command, StringComparison.Ordinal);
    }

    /// <summary>Case does not count, and a name without a domain is that of the one with it.</summary>
    private static bool IsSame(string one, string other)
    {
        if (one.Length > other.Length)
            (one, other) = (other, one);
        return one.Length > 0 && other.StartsWith(one, StringComparison.OrdinalIgnoreCase)
            && (other.Length == one.Length || (other[one.Length] == '.' && !one.Contains('.', StringComparison.Ordinal)));
    }
}
