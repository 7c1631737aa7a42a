using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Lifetop.Model;
using Lifetop.Observation.Proc;
using Xunit;

namespace Lifetop.Tests.Observation.Proc;

public sealed class DetailsReaderTests : IDisposable
{
    private readonly ProcScan _scan = new(Guid.Empty);
    private readonly DetailsReader _reader = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("lifetop-details-").FullName;

    public void Dispose()
    {
        _scan.Dispose();
        _reader.Dispose();
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    private ProcessRow Row(int pid)
    {
        _scan.Look();
        return _scan.Table.Rows[_scan.Table.IndexOf(pid)];
    }

    private ProcessDetails Details(int pid, params string[] markers)
    {
        var details = _reader.Read(Row(pid), markers);
        Assert.NotNull(details);
        return details;
    }

    [Fact]
    public void Reads_arguments_program_folder_and_group()
    {
        using var child = Child.Shell("echo ready; read line", start => start.WorkingDirectory = _folder);
        var details = Details(child.Pid);
        Assert.Equal(new[] { "/bin/sh", "-c", "echo ready; read line" }, details.Arguments);
        Assert.Equal(File.ResolveLinkTarget($"/proc/{child.Pid}/exe", false)!.FullName, details.Executable);
        Assert.Equal(_folder, details.WorkingDirectory);
        Assert.False(details.WorkingDirectoryDeleted);
        Assert.StartsWith("/", details.ControlGroup, StringComparison.Ordinal);
        Assert.False(details.Partial);
    }

    [Fact]
    public void Only_the_named_markers_leave_the_environment()
    {
        using var child = Child.Shell("echo ready; read line", start =>
        {
            start.Environment.Clear();
            start.Environment["SECRET"] = "LIFETOP_WORKER=not this";
            start.Environment["LIFETOP_WORKER"] = "lifetop/indexer";
            start.Environment["LIFETOP_WORKER_ELSE"] = "nor this";
            start.Environment["LARGE"] = new string('x', 40_000);
            start.Environment["OTHER"] = "a=b";
        });
        var details = Details(child.Pid, "LIFETOP_WORKER", "OTHER", "MISSING");
        Assert.Equal([new("LIFETOP_WORKER", "lifetop/indexer"), new("OTHER", "a=b")], details.Markers.OrderBy(marker => marker.Name, StringComparer.Ordinal));
    }

    [Fact]
    public void A_removed_folder_is_named_without_its_epitaph()
    {
        using var child = Child.Shell("echo ready; read line", start => start.WorkingDirectory = _folder);
        Directory.Delete(_folder);
        var details = Details(child.Pid);
        Assert.Equal(_folder, details.WorkingDirectory);
        Assert.True(details.WorkingDirectoryDeleted);
    }

    [Fact]
    public void Keeps_four_thousand_bytes_of_a_command_line_of_240_thousand()
    {
        string[] arguments = ["-c", "echo ready; read line", .. Enumerable.Range(0, 24).Select(_ => new string('y', 10_000))];
        using var child = Child.Shell("echo ready; read line", start =>
        {
            start.ArgumentList.Clear();
            foreach (string argument in arguments)
                start.ArgumentList.Add(argument);
        });
        var details = Details(child.Pid);
        Assert.Equal(3 + 1, details.Arguments.Length);
        Assert.InRange(details.Arguments.Sum(argument => argument.Length + 1), 4000, 4097);
    }

    [Fact]
    public void Invalid_text_is_replaced_and_padding_cut()
    {
        Assert.Equal(new[] { "a", "\ufffdb", "", "c" }, ArgumentList.Parse([(byte)'a', 0, 0xff, (byte)'b', 0, 0, (byte)'c', 0]));
        Assert.Equal(new[] { "sh", "-c", "" }, ArgumentList.Parse("sh\0-c\0\0"u8));
        Assert.Equal(new[] { "nginx: worker" }, ArgumentList.Parse("nginx: worker\0\0\0\0\0"u8));
        Assert.Equal(new[] { "title without end" }, ArgumentList.Parse("title without end"u8));
        Assert.Empty(ArgumentList.Parse([]));
        Assert.Empty(ArgumentList.Parse(new byte[4096]));
    }

    [Fact]
    public void Parts_are_read_alone_and_added_to_what_is_known()
    {
        using var child = Child.Quiet();
        var row = Row(child.Pid);
        var first = _reader.Read(row, [], DetailParts.Arguments);
        Assert.NotNull(first);
        Assert.Null(first.Executable);
        Assert.Null(first.WorkingDirectory);
        Assert.Equal(3, first.Arguments.Length);
        var both = _reader.Read(row, [], DetailParts.Executable, first);
        Assert.NotNull(both);
        Assert.Equal(first.Arguments, both.Arguments);
        Assert.NotNull(both.Executable);
    }

    [Fact]
    public void Never_gives_the_details_of_whoever_has_the_pid_now()
    {
        var child = Child.Quiet();
        var row = Row(child.Pid);
        row.StartTicks--;
        Assert.Null(_reader.Read(row, []));
        row.StartTicks++;
        Assert.NotNull(_reader.Read(row, []));
        child.Dispose();
        Assert.Null(_reader.Read(row, []));
    }

    [Fact]
    public void A_zombie_has_no_arguments_and_is_no_gap()
    {
        using var parent = Child.Shell("sh -c 'echo $$' & exec sleep 1000");
        Child.Eventually(() => Row(parent.SaidPid).IsZombie, "never a zombie");
        var details = Details(parent.SaidPid, "HOME");
        Assert.Empty(details.Arguments);
        Assert.Null(details.Executable);
        Assert.Empty(details.Markers);
    }

    [Fact]
    public void What_is_not_ours_to_read_is_a_gap_and_no_death()
    {
        using var child = Child.Quiet();
        OtherUser.Run(() =>
        {
            using var scan = new ProcScan(Guid.Empty);
            using var reader = new DetailsReader();
            scan.Look();
            // Without the right to change users the test is itself the other user, before pid 1.
            int index = scan.Table.IndexOf(Environment.IsPrivilegedProcess ? child.Pid : 1);
            Assert.True(index >= 0);
            Assert.Equal(0u, scan.Table.Rows[index].UserId);
            Assert.Equal(0ul, scan.Table.Rows[index].ArgumentsAt);
            var details = reader.Read(scan.Table.Rows[index], ["HOME"]);
            Assert.NotNull(details);
            Assert.True(details.Partial);
            Assert.Null(details.Executable);
            Assert.Null(details.WorkingDirectory);
            Assert.Empty(details.Markers);
            Assert.NotEmpty(details.Arguments);
        });
    }

    [Fact]
    public void An_environment_cut_anywhere_gives_the_same_markers()
    {
        const int seed = 99;
        var random = new Random(seed);
        string path = Path.Combine(_folder, "environ");
        for (int round = 0; round < 60; round++)
        {
            var text = new StringBuilder();
            var expected = new List<EnvironmentMarker>();
            for (int variable = random.Next(30); variable >= 0; variable--)
            {
                string value = new('v', random.Next(4) == 0 ? random.Next(30_000) : random.Next(50));
                bool marks = random.Next(3) == 0 && value.Length < 1000;
                text.Append(marks ? "MARK=" : "MARKET=").Append(value).Append('\0');
                if (marks)
                    expected.Add(new("MARK", value));
            }
            File.WriteAllText(path, text.ToString());
            using var file = File.OpenHandle(path);
            Assert.Equal(0, new EnvironmentReader().Read((int)file.DangerousGetHandle(), ["MARK"], out var markers));
            Assert.True(text.Length >= 256 * 1024 || expected.SequenceEqual(markers), $"seed {seed}, round {round}");
        }
    }
}
