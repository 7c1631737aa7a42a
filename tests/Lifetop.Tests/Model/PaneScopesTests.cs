using System.Linq;
using Lifetop.Model;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Model;

public sealed class PaneScopesTests
{
    private static PaneScopes Of(params (int Pid, bool IsPaneRoot, string? Group)[] holders)
        => PaneScopes.Of([.. holders.Select(static one => new ScopeHolder(Make.Process(one.Pid, Make.Noon)) { IsPaneRoot = one.IsPaneRoot, ControlGroup = one.Group })]);

    [Theory]
    [InlineData("/u/a.scope", "/u/a.scope")]
    [InlineData("/u/a.scope/", "/u/a.scope")]
    [InlineData("/u/a.scope/sub", "/u/a.scope")]
    [InlineData("/u/a.scope/b.scope", "/u/a.scope")]
    [InlineData("/u/a.scope/sub/c.scope", "/u/a.scope/sub/c.scope")]
    [InlineData("/u/a.scope/sub/c.scope/deep", "/u/a.scope/sub/c.scope")]
    [InlineData("/u/a.scope2", null)]
    [InlineData("/u/a.scope (deleted)", null)]
    [InlineData("/u/x/a.scope", null)]
    [InlineData("/a.scope", null)]
    [InlineData("/u/.scope", null)]
    [InlineData("/u", null)]
    [InlineData("/", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_group_lies_in_the_nearest_scope_of_a_pane(string? group, string? scope)
    {
        // Below the scope of one pane another may have one to itself only where that first one is not a pane's.
        var scopes = group?.Contains("c.scope") == true ? Of((5, true, "/u/a.scope/sub/c.scope"), (7, false, "/")) : Of((5, true, "/u/a.scope"), (7, false, "/"));
        Assert.Equal(scope, scopes.Around(group)?.Path);
    }

    [Theory]
    [InlineData("another pane", true, "/u/a.scope")]
    [InlineData("another pane below it", true, "/u/a.scope/b.scope")]
    [InlineData("a server", false, "/u/a.scope")]
    [InlineData("a server below it", false, "/u/a.scope/sub")]
    [InlineData("one that cannot be read", false, null)]
    public void A_scope_that_holds_another_says_nothing_of_its_pane(string other, bool isPaneRoot, string? group)
        => Assert.True(Of((5, true, "/u/a.scope"), (6, isPaneRoot, group)).OfRoot(5) is null, other);

    [Theory]
    [InlineData("/u/a.scope2")]
    [InlineData("/u/b.scope")]
    [InlineData("/u")]
    [InlineData("/")]
    public void A_scope_beside_it_takes_nothing_from_it(string group)
        => Assert.Equal("/u/a.scope", Of((5, true, "/u/a.scope/inner"), (6, false, group)).OfRoot(5)?.Path);

    [Fact]
    public void The_inner_of_two_speaks_for_its_pane_and_the_outer_for_none()
    {
        var scopes = Of((5, true, "/a.scope"), (6, true, "/a.scope/b.scope"));
        Assert.Equal(6, scopes.Around("/a.scope/b.scope")?.Root.Pid);
        Assert.Null(scopes.Around("/a.scope"));
    }

    [Fact]
    public void A_pane_in_no_scope_has_none()
    {
        Assert.False(Of((5, true, "/user.slice/tmux.service"), (6, true, "/")).Any);
        Assert.False(Of((5, true, null)).Any);
        Assert.Same(PaneScopes.None, Of());
    }

    [Fact]
    public void The_same_holders_make_the_same()
    {
        Assert.True(Of((5, true, "/a.scope"), (6, true, "/b.scope")).Says(Of((6, true, "/b.scope"), (5, true, "/a.scope"))));
        Assert.False(Of((5, true, "/a.scope"), (6, true, "/b.scope")).Says(Of((5, true, "/a.scope"))));
        Assert.False(Of((5, true, "/a.scope")).Says(Of((5, true, "/b.scope"))));
        Assert.False(Of((5, true, "/a.scope")).Says(Of((6, true, "/a.scope"))));
    }
}
