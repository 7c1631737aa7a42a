using System.IO;
using Lifetop.Actions.Restarts;
using Lifetop.Actions.Spawning;
using Lifetop.Model;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Actions.Restarts;

/// <summary>How a worker that lifetop has no record of would be started again, or why it would not.</summary>
public sealed class HowToStartTests : System.IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly RealProcess _sleeper = RealProcess.Start("sleep", "1000");

    public void Dispose()
    {
        _sleeper.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_living_process_is_started_as_it_was_and_recorded_under_the_name_it_has()
    {
        var start = Of(new World().Process(_sleeper.Pid, 1, "claude", cwd: _folder.Path), $"process/claude-{_sleeper.Pid}").Start!;

        Assert.Equal("sleep|1000", string.Join('|', start.Command));
        Assert.Equal((_folder.Path, $"pid {_sleeper.Pid}", $"lifetop/claude-{_sleeper.Pid}"), (start.Folder, start.VariablesOf, start.Record!.Key.Text));
        Assert.True(start.Record.Adopted);
    }

    [Fact]
    public void One_whose_folder_is_gone_or_whose_environment_cannot_be_read_would_not_come_back_the_same()
    {
        Assert.Equal("its folder is gone: /nowhere/at/all", Of(new World().Process(_sleeper.Pid, 1, "claude", cwd: "/nowhere/at/all"), $"process/claude-{_sleeper.Pid}").Refusal);
        Assert.Equal($"the folder of pid {_sleeper.Pid} cannot be read", Of(new World().Process(_sleeper.Pid, 1, "claude"), $"process/claude-{_sleeper.Pid}").Refusal);
    }

    [Theory]
    [InlineData("pidfile", null, null, "its process is gone, and how it was started is not recorded")]
    [InlineData("manifest", null, "/", "its process is gone, and its manifest has no command")]
    [InlineData("manifest", "sleep 1000", null, "its process is gone, and its manifest has no cwd")]
    [InlineData("every-code", "sleep 1000", "/", "every-code starts its workers itself, and lifetop does not know how")]
    public void A_dead_one_needs_a_record_of_how_it_was_started(string source, string? command, string? cwd, string refusal)
        => Assert.Equal(refusal, Of(new World().Declare(Dead(source) with { Command = command, Cwd = cwd }), "web").Refusal);

    [Fact]
    public void A_command_that_is_one_text_goes_through_a_shell_and_a_list_does_not()
    {
        var text = Of(new World().Declare(Dead("manifest") with { Command = "a && b", Cwd = "/" }), "web").Start!;
        var words = Of(new World().Declare(Dead("manifest") with { Command = "sleep 1", Arguments = ["sleep", "1"], Cwd = "/" }), "web").Start!;

        Assert.Equal("sh|-c|a && b", string.Join('|', text.Command));
        Assert.Equal("sleep|1", string.Join('|', words.Command));
        Assert.EndsWith("with the environment of lifetop itself, and let web.json name its new process", words.Words, System.StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_a_link_is_not_written_through()
    {
        string link = _folder.File("link.json");
        File.CreateSymbolicLink(link, "/dev/null");

        Assert.Equal($"{link} is a symlink, not a regular file", Of(new World().Declare(Dead("manifest") with { File = link, Command = "true", Cwd = "/" }), "web").Refusal);
    }

    [Fact]
    public void A_recorded_one_that_lives_is_not_ended_where_it_would_not_come_back_the_same()
    {
        // Nobody has so great a pid, so that its environment cannot be read.
        const int Closed = 1 << 23;

        Assert.Equal("its folder is gone: /nowhere/at/all", Of(Recorded(_sleeper.Pid, "/nowhere/at/all"), "web").Refusal);
        Assert.Equal($"the environment of pid {Closed} cannot be read: another user's, or closed to others", Of(Recorded(Closed, "/"), "web").Refusal);
    }

    [Fact]
    public void A_recorded_one_that_is_dead_and_has_no_folder_any_more_is_doubted()
    {
        var start = Of(Recorded(_sleeper.Pid, "/nowhere/at/all").End(_sleeper.Pid), "web").Start!;

        Assert.Equal("it will fail: no folder /nowhere/at/all", start.Doubt);
    }

    [Fact]
    public void An_environment_without_variables_is_one_too()
    {
        using var bare = RealProcess.Start("env", "-i", "/bin/sleep", "1000");
        Eventually.True(() => RealProcess.NameOf(bare.Pid) == "sleep", "it runs");

        var start = Of(Recorded(bare.Pid, "/"), "web").Start!;

        Assert.Equal(($"pid {bare.Pid}", 0), (start.VariablesOf, start.Variables.Count));
    }

    private static World Recorded(int pid, string folder)
    {
        var world = new World().Process(pid, 1, "sleep 1000");
        return world.Declare(new Declaration
        {
            Source = "lifetop",
            Identity = "lifetop:web",
            Key = new WorkerKey("lifetop", "web"),
            Name = "web",
            Kind = WorkerKind.Daemon,
            WrittenAt = Make.Noon - Make.Hours(1),
            Process = new ProcessClaim(pid) { StartTicks = world.Identity(pid).StartTicks, Boot = Make.Boot },
            Spawned = true,
            Arguments = ["sleep", "1000"],
            Cwd = folder,
        });
    }

    private HowToStart Of(World world, string name) => HowToStart.Of(world.Look().The(name), _folder.Path, new OwnSession(_folder.File("tmux"), "lifetop"), world.Now, wasEnded: false);

    private Declaration Dead(string source) => new()
    {
        Source = source,
        Identity = source + ":web",
        Key = new WorkerKey(source, "web"),
        Name = "web",
        Kind = WorkerKind.Daemon,
        WrittenAt = Make.Noon - Make.Hours(1),
        File = _folder.Write("web.json", "{}"),
        Process = new ProcessClaim(4999),
    };
}
