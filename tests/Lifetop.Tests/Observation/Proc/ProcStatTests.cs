using System;
using System.IO;
using System.Text;
using Lifetop.Model;
using Lifetop.Observation.Proc;
using Xunit;

namespace Lifetop.Tests.Observation.Proc;

public sealed class ProcStatTests
{
    private static byte[] Capture(string name) =>
        File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Observation", "Captures", name));

    private static ProcessRow Parsed(byte[] line)
    {
        var row = new ProcessRow();
        Assert.True(ProcStat.TryParse(line, ref row));
        return row;
    }

    [Fact]
    public void Reads_every_field_of_a_sleeping_shell()
    {
        var row = Parsed(Capture("proc-stat-shell.linux-6.18.txt"));
        Assert.Equal(8822, row.Pid);
        Assert.Equal("sh", row.Name.ToString());
        Assert.Equal((byte)'S', row.State);
        Assert.Equal(8781, row.Parent);
        Assert.Equal(8822, row.Group);
        Assert.Equal(8822, row.Session);
        Assert.Equal(34816, row.Terminal);
        Assert.Equal(8822, row.Foreground);
        Assert.Equal(0x400000u, row.Flags);
        Assert.Equal(1, row.Threads);
        Assert.Equal(229076, row.StartTicks);
        Assert.Equal(401, row.ResidentPages);
        Assert.Equal(140724816934929ul, row.ArgumentsAt);
        Assert.Equal(-1, row.ExitStatus);
    }

    /// <summary>Then neither they nor the environment can be read, and who is read now has to be read again.</summary>
    [Fact]
    public void The_place_of_arguments_counts_only_once_the_environment_behind_them_is_there()
    {
        string[] fields = Encoding.ASCII.GetString(Capture("proc-stat-shell.linux-6.18.txt")).Split(' ');
        Assert.NotEqual("0", fields[50]);
        fields[50] = "0";
        Assert.Equal(0ul, Parsed(Encoding.ASCII.GetBytes(string.Join(' ', fields))).ArgumentsAt);
    }

    [Fact]
    public void Takes_the_last_parenthesis_of_the_name()
    {
        var row = Parsed(Capture("proc-stat-hostile-name.linux-6.18.txt"));
        Assert.Equal("a) Z 1 (\n\u001b[2J", row.Name.ToString());
        Assert.Equal((byte)'S', row.State);
        Assert.NotEqual(1, row.Parent);
        Assert.False(row.IsZombie);
    }

    [Fact]
    public void Tells_the_exit_status_of_a_zombie()
    {
        var row = Parsed(Capture("proc-stat-zombie.linux-6.18.txt"));
        Assert.True(row.IsZombie);
        Assert.Equal(7 << 8, row.ExitStatus);
        Assert.Equal(0ul, row.ArgumentsAt);
    }

    [Fact]
    public void A_process_whose_main_thread_exited_is_no_zombie()
    {
        var row = Parsed(Capture("proc-stat-main-thread-exited.linux-6.18.txt"));
        Assert.Equal((byte)'Z', row.State);
        Assert.True(row.Threads > 1);
        Assert.False(row.IsZombie);
    }

    [Fact]
    public void Knows_a_kernel_thread()
    {
        var row = Parsed(Capture("proc-stat-kernel-thread.linux-6.18.txt"));
        Assert.True(row.IsKernelThread);
        Assert.Equal("kthreadd", row.Name.ToString());
        Assert.Equal(0, row.Parent);
        Assert.Equal(-1, row.Foreground);
    }

    [Fact]
    public void Refuses_every_torn_line_and_leaves_the_row_alone()
    {
        byte[] line = Capture("proc-stat-shell.linux-6.18.txt");
        for (int length = 0; length < line.Length; length++)
        {
            var row = new ProcessRow { Pid = 5, Parent = 6, StartTicks = 7 };
            Assert.False(ProcStat.TryParse(line.AsSpan(0, length), ref row), $"cut after {length} bytes");
            Assert.Equal((5, 6, 7L), (row.Pid, row.Parent, row.StartTicks));
        }
    }

    [Fact]
    public void Takes_more_fields_than_it_knows()
    {
        byte[] line = Capture("proc-stat-zombie.linux-6.18.txt");
        byte[] longer = [.. line[..^1], .. " 12 13\n"u8];
        Assert.Equal(7 << 8, Parsed(longer).ExitStatus);
    }

    [Fact]
    public void Never_throws_on_any_bytes()
    {
        const int seed = 20260117;
        var random = new Random(seed);
        byte[] line = Capture("proc-stat-hostile-name.linux-6.18.txt");
        byte[] alphabet = Encoding.ASCII.GetBytes("() -\n0123456789ZS\0");
        for (int round = 0; round < 20_000; round++)
        {
            byte[] bytes = (byte[])line[..random.Next(line.Length + 1)].Clone();
            if (round % 3 == 0)
                bytes = new byte[random.Next(200)];
            for (int change = round % 3 == 0 ? bytes.Length : random.Next(4); change > 0 && bytes.Length > 0; change--)
                bytes[random.Next(bytes.Length)] = random.Next(2) == 0 ? (byte)random.Next(256) : alphabet[random.Next(alphabet.Length)];
            var row = new ProcessRow();
            try
            {
                _ = ProcStat.TryParse(bytes, ref row);
            }
            catch (Exception problem)
            {
                Assert.Fail($"seed {seed}, round {round}: {Convert.ToHexString(bytes)}: {problem}");
            }
        }
    }
}
