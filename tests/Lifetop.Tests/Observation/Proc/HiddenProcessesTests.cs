using System.IO;
using System.Linq;
using System.Text;
using Lifetop.Observation.Proc;
using Xunit;

namespace Lifetop.Tests.Observation.Proc;

public sealed class HiddenProcessesTests
{
    [Theory]
    [InlineData("22 1 0:21 / /proc rw,relatime shared:5 - proc proc rw", false)]
    [InlineData("22 1 0:21 / /proc rw,relatime - proc proc rw,hidepid=invisible,gid=4", true)]
    [InlineData("22 1 0:21 / /proc rw,relatime - proc proc rw,hidepid=2", true)]
    [InlineData("22 1 0:21 / /proc rw,relatime - proc proc rw,hidepid=ptraceable", true)]
    [InlineData("22 1 0:21 / /proc rw - proc proc rw,hidepid=0", false)]
    [InlineData("22 1 0:21 / /proc rw - proc proc rw,hidepid=off", false)]
    [InlineData("22 1 0:21 / /srv/jail/proc rw - proc proc rw,hidepid=2", false)]
    [InlineData("22 1 0:21 / /proc rw - proc proc rw,hidepid=2\n40 22 0:22 / /proc rw - proc proc rw", false)]
    [InlineData("hidepid=2 - proc ", false)]
    [InlineData("- proc - proc - proc \n\n - proc", false)]
    [InlineData("", false)]
    public void Reads_hidepid_of_the_mount_in_sight(string mountInfo, bool hides) =>
        Assert.Equal(hides, HiddenProcesses.Hides(Encoding.ASCII.GetBytes(mountInfo)));

    [Fact]
    public void Sees_everybody_here_unless_the_mount_hides_them() =>
        Assert.Equal(System.Environment.IsPrivilegedProcess || !HiddenProcesses.Hides(File.ReadAllBytes("/proc/self/mountinfo")), HiddenProcesses.SeesEverybody());

    [Fact]
    public void Nobody_has_the_number_of_one_that_was_waited_for_nor_that_of_a_mere_thread()
    {
        Assert.False(HiddenProcesses.Lack(System.Environment.ProcessId));
        Assert.False(HiddenProcesses.Lack(1));
        Assert.True(HiddenProcesses.Lack(int.MaxValue));
        var child = Child.Quiet();
        Assert.False(HiddenProcesses.Lack(child.Pid));
        child.Dispose();
        Assert.True(HiddenProcesses.Lack(child.Pid));
        string thread = Directory.GetDirectories("/proc/self/task").Select(Path.GetFileName).First(static name => name != $"{System.Environment.ProcessId}")!;
        Assert.True(HiddenProcesses.Lack(int.Parse(thread, System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void A_zombie_and_one_of_another_user_still_have_theirs() => OtherUser.Run(static () =>
    {
        Assert.False(HiddenProcesses.Lack(1));
        using var parent = Child.Shell("exec 3<&0; sh -c 'echo $$; read line; exit 7' <&3 & exec sleep 1000");
        int pid = parent.SaidPid;
        parent.Tell("");
        Child.Eventually(() => File.ReadAllText($"/proc/{pid}/stat").Contains(") Z ", System.StringComparison.Ordinal), "it ends");
        Assert.False(HiddenProcesses.Lack(pid));
    });

    [Theory]
    [InlineData("0.18 0.34 0.25 2/87 8827\n", 8827)]
    [InlineData("0.18 0.34 0.25 2/87 1", 1)]
    [InlineData("8827\n", -1)]
    [InlineData("0.18 0.34 0.25 2/87 \n", -1)]
    [InlineData("0.18 88 x27", -1)]
    [InlineData("0.18 99999999999", -1)]
    [InlineData("", -1)]
    public void The_last_pid_ends_the_load_line(string line, int pid) => Assert.Equal(pid, LastPid.Parse(Encoding.ASCII.GetBytes(line)));
}
