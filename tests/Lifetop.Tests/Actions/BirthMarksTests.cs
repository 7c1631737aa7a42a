using Lifetop.Actions.Ending;
using Lifetop.Tests.Support;
using Xunit;
using static Lifetop.Tests.Support.Make;

namespace Lifetop.Tests.Actions;

/// <summary>What an ending still knows of a scope when the pane it belonged to is gone.</summary>
public sealed class BirthMarksTests
{
    private const string Scope = "/u/tmux-spawn-a.scope";

    private readonly World _world = World().Process(50, 900, "/usr/bin/agent", pts: 3, group: Scope).Pane("%1", 50, pts: 3).Look();

    private BirthMarks Marks => field ??= new BirthMarks(_world.The("tmux/main:0.0").Worker, _world.Census);

    [Theory]
    [InlineData(Scope, true)]
    [InlineData(Scope + "/below", true)]
    [InlineData(Scope + "2", false)]
    [InlineData("/u", false)]
    [InlineData(null, false)]
    public void The_scope_holds_while_its_root_lives_and_after_it(string? group, bool holds)
    {
        Assert.Equal(holds, Marks.HasInScope(group, _world.Census));
        _world.Defunct(50).Look();
        Assert.Equal(holds, Marks.HasInScope(group, _world.Census));
        _world.End(50).NoPane("%1").Look();
        Assert.Equal(holds, Marks.HasInScope(group, _world.Census));
    }

    [Fact]
    public void It_holds_nobody_once_it_is_not_that_pane_s_alone_or_another_s()
    {
        Assert.True(Marks.HasInScope(Scope, _world.Census));
        _world.Process(51, 900, "/usr/bin/next", pts: 4, group: Scope).Pane("%2", 51, window: 1, pts: 4).Look();
        Assert.False(Marks.HasInScope(Scope, _world.Census));
        _world.End(50).NoPane("%1").Look();
        Assert.False(Marks.HasInScope(Scope, _world.Census));
    }

    [Fact]
    public void Without_a_scope_nobody_is_held()
        => Assert.False(new BirthMarks(null, _world.Census).HasInScope(Scope, _world.Census));
}
