using Lifetop.Observation.Systems;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Observation.Systems;

public sealed class ProjectFoldersTests
{
    [Fact]
    public void Holds_where_processes_run_and_keeps_what_they_leave()
    {
        var world = Make.World().Process(50, 1, "claude", cwd: "/src/app/src", checkout: "/src/app").Process(51, 1, "sh", cwd: "/elsewhere").Look();
        var folders = new ProjectFolders();
        Assert.True(folders.Refresh(world.Census.Processes));
        Assert.Equal(["/elsewhere", "/src/app", "/src/app/src"], [.. folders.Folders]);
        Assert.False(folders.Refresh(world.Census.Processes));
        world.End(50).Look();
        Assert.False(folders.Refresh(world.Census.Processes));
        Assert.Equal(3, folders.Folders.Length);
    }

    [Theory]
    [InlineData("/src")]
    [InlineData("/src/")]
    public void Narrowed_only_what_lies_there_counts(string below)
    {
        var world = Make.World().Process(50, 1, "claude", cwd: "/src").Process(51, 1, "sh", cwd: "/src/app").Process(52, 1, "sh", cwd: "/srcfiles").Look();
        var folders = new ProjectFolders { Below = below };
        folders.Refresh(world.Census.Processes);
        Assert.Equal(["/src", "/src/app"], [.. folders.Folders]);
    }
}
