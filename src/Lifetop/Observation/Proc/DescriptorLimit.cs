using System;
using Lifetop.Platform;

namespace Lifetop.Observation.Proc;

/// <summary>How many files may be open at once (RLIMIT_NOFILE).</summary>
internal static unsafe class DescriptorLimit
{
    /// <summary>Raises the soft limit to the hard one; returns what holds then.</summary>
    public static int Raise()
    {
        ResourceLimit limit;
        if (Libc.GetLimit(Libc.LimitOpenFiles, &limit) != 0)
            return 1024;
        var raised = new ResourceLimit { Soft = limit.Hard, Hard = limit.Hard };
        if (limit.Soft < limit.Hard && Libc.SetLimit(Libc.LimitOpenFiles, &raised) == 0)
            limit = raised;
        return (int)Math.Min(limit.Soft, 1_000_000);
    }
}
