using System;
using System.Globalization;
using System.IO;
using System.Threading;
using Lifetop.Platform;
using Xunit;

namespace Lifetop.Tests.Platform;

public sealed class HasteTests
{
    [Fact]
    public void A_thread_runs_before_others_only_as_long_as_it_is_held_and_where_it_may()
    {
        int before = 0, held = 0, after = 0;
        var thread = new Thread(() =>
        {
            before = Nice();
            using (Haste.Begin())
                held = Nice();
            after = Nice();
        });
        thread.Start();
        thread.Join();
        Assert.Equal(Environment.IsPrivilegedProcess ? -20 : before, held);
        Assert.Equal(before, after);
    }

    /// <summary>The 19th field of stat (proc_pid_stat(5)).</summary>
    private static int Nice()
    {
        string stat = File.ReadAllText("/proc/thread-self/stat");
        return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[16], CultureInfo.InvariantCulture);
    }
}
