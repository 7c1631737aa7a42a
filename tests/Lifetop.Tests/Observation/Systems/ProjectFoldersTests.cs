using Lifetop.Observation.Systems;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Observation.Systems;

public sealed class ProjectFoldersTests
{
    [Fact]
    public void Holds_where_processes_run_and_keeps_what_they_leave()
    {
        var world = Make.World().Process(50, 1, "claude", cwd: "/work/app/src", checkout: "/work/app").Process(51, 1, "sh", cwd: "/elsewhere").Look();
        var folders = new ProjectFolders();
        Assert.True(folders.Refresh(world.Census.Processes));
        Assert.Equal(["/elsewhere", "/work/app", "/work/app/src"], [.. folders.Folders]);
        Assert.False(folders.Refresh(world.Census.Processes));
        world.End(50).Look();
        Assert.False(folders.Refresh(world.Census.Processes));
        Assert.Equal(3, folders.Folders.Length);
    }

    [Theory]
    [InlineData("/work")]
    [InlineData("/work/")]
    public void Narrowed_only_what_lies_there_counts(string below)
    {
        var world = Make.World().Process(50, 1, "claude", cwd: "/work").Process(51, 1, "sh", cwd: "/work/app").Process(52, 1, "sh", cwd: "/workshop").Look();
        var folders = new ProjectFolders { Below = below };
        folders.Refresh(world.Census.Processes);
        Assert.Equal(["/work", "/work/app"], [.. folders.Folders]);
    }
}
