using System;
using System.IO;
using Lifetop.Model;
using Lifetop.Observation.Proc;
using Lifetop.Platform;
using Lifetop.Tests.Observation.Proc;
using Xunit;

namespace Lifetop.Tests.Platform;

public sealed class ProcessHandleTests
{
    /// <summary>A grandchild of ours, which its parent shell waits for.</summary>
    private static Child WithGrandchild(string script) => Child.Shell($"exec 3<&0; sh -c '{script}' <&3 & echo $!; wait; echo waited; read line");

    [Theory]
    [InlineData("read line; exit 7", 7, null)]
    [InlineData("read line; exit 0", 0, null)]
    [InlineData("read line; kill -9 $$", null, 9)]
    [InlineData("read line; kill -TERM $$", null, 15)]
    public void Tells_how_anybodys_child_ended_once_its_parent_has_waited(string script, int? code, int? signal)
    {
        using var parent = WithGrandchild(script);
        using var handle = ProcessHandle.TryOpen(parent.SaidPid);
        Assert.NotNull(handle);
        Assert.False(handle.HasExited);
        Assert.False(handle.TryReadExitStatus(out _));
        parent.Tell("");
        Assert.Equal("waited", parent.NextLine());
        Assert.True(handle.HasExited);
        bool told = handle.TryReadExitStatus(out int status);
        if (!told && Environment.OSVersion.Version < new Version(6, 15))
            return;
        Assert.True(told);
        var ending = WaitStatus.Decode(status);
        Assert.Equal((code, signal), (ending.ExitCode, ending.Signal));
    }

    [Fact]
    public void A_zombie_has_exited_and_its_stat_file_knows_how()
    {
        using var parent = Child.Shell("exec 3<&0; sh -c 'echo $$; read line; exit 7' <&3 & exec sleep 1000");
        using var handle = ProcessHandle.TryOpen(parent.SaidPid);
        Assert.NotNull(handle);
        parent.Tell("");
        Child.Eventually(() => handle.HasExited, "never ended");
        Assert.False(handle.TryReadExitStatus(out _));
        var row = new ProcessRow();
        Assert.True(ProcStat.TryParse(File.ReadAllBytes($"/proc/{parent.SaidPid}/stat"), ref row));
        Assert.Equal(7, WaitStatus.Decode(row.ExitStatus).ExitCode);
    }

    [Fact]
    public void Signals_reach_the_process_and_nobody_after_it()
    {
        using var child = Child.Quiet();
        using var handle = ProcessHandle.TryOpen(child.Pid);
        Assert.NotNull(handle);
        Assert.Equal(0, handle.Send(0));
        Assert.Equal(0, handle.Send(9));
        Child.Eventually(() => handle.HasExited, "survived KILL");
        child.End();
        Assert.Equal(Errno.NoProcess, handle.Send(9));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    public void Opens_no_group_and_nobody(int pid)
    {
        Assert.Null(ProcessHandle.TryOpen(pid, out int error));
        Assert.Equal(Errno.NoProcess, error);
    }

    [Fact]
    public void A_mere_thread_is_no_process()
    {
        using var child = Child.Python("""
            import sys, threading
            thread = threading.Thread(target=sys.stdin.read)
            thread.start()
            print(thread.native_id, flush=True)
            """);
        Assert.Null(ProcessHandle.TryOpen(child.SaidPid));
    }

    [Fact]
    public void Another_users_process_can_be_watched_but_not_signalled_without_rights()
    {
        using var child = Child.Quiet();
        OtherUser.Run(() =>
        {
            using var handle = ProcessHandle.TryOpen(Environment.IsPrivilegedProcess ? child.Pid : 1);
            Assert.NotNull(handle);
            Assert.False(handle.HasExited);
            Assert.Equal(Errno.Perm, handle.Send(0));
        });
    }
}
