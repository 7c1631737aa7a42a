using System;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using System.Threading;
using Xunit;

namespace Lifetop.Tests.Observation.Proc;

/// <summary>Runs a piece of a test without root's rights: the bare system call changes the user of one thread, which then ends.</summary>
internal static partial class OtherUser
{
    private const int Nobody = 65534;

    [LibraryImport("libc.so.6", EntryPoint = "syscall")]
    private static partial nint SetUsers(nint number, nint real, nint effective, nint saved);

    public static void Run(Action test)
    {
        ExceptionDispatchInfo? problem = null;
        var thread = new Thread(() =>
        {
            try
            {
                // setresuid: the real user signals, the effective one reads; without both root has no rights left.
                if (Environment.IsPrivilegedProcess)
                    Assert.Equal(0, SetUsers(117, Nobody, Nobody, -1));
                test();
            }
            catch (Exception failure)
            {
                problem = ExceptionDispatchInfo.Capture(failure);
            }
        });
        thread.Start();
        thread.Join();
        problem?.Throw();
    }
}
