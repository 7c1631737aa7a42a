using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Screens.Grid;

/// <summary>The frames as they were designed, cell for cell where the grid alone draws.</summary>
public sealed class DesignedFrameTests
{
    private static void Rows(UiWorld world, string[] designed, int first, int last, int from = 1, int columns = int.MaxValue)
    {
        var frame = world.Draw();
        for (int row = first; row <= last; row++)
        {
            string line = designed[row - from];
            int bar = line.IndexOf('│', System.StringComparison.Ordinal);
            string seen = FrameText.Row(frame, row - 1);
            if (columns < int.MaxValue && bar >= 0)
            {
                line = line[..bar];
                seen = seen.Split('│')[0];
            }
            Assert.Equal(line.TrimEnd(), seen.TrimEnd());
        }
    }

    [Fact]
    public void Eighty_columns()
    {
        var world = GridWorld.Of();
        world.Press("j j j j j j");
        Rows(world, GridWorld.Designed("80x24"), 1, 20);
    }

    [Fact]
    public void A_hundred_and_twenty_columns()
    {
        var world = GridWorld.Of(120, 36);
        world.Press("j j j j j j");
        var designed = GridWorld.Designed("120x36");
        for (int i = 0; i < designed.Length; i++)
            designed[i] = designed[i].Replace(" •◆", "  ◆", System.StringComparison.Ordinal);
        Rows(world, designed, 1, 24);
    }

    [Fact]
    public void Two_hundred_columns_with_a_column_for_the_pane()
    {
        var world = GridWorld.Of(200, 50);
        world.Press("j j j j j j");
        var designed = GridWorld.Designed("200x50");
        for (int i = 0; i < designed.Length; i++)
            designed[i] = designed[i].Replace(" •◆", "  ◆", System.StringComparison.Ordinal);
        Rows(world, designed, 1, 3);
        Rows(world, designed, 4, 12, columns: 120);
        Rows(world, designed, 27, 34, 15, columns: 120);
    }

    [Fact]
    public void Forty_columns()
    {
        var world = GridWorld.Of(40, 10);
        world.Press("j j j j j j j j j j k k k k");
        var designed = GridWorld.Designed("40x10");
        Rows(world, designed, 1, 1);
        for (int row = 2; row <= 9; row++)
            Assert.Equal(designed[row - 1].Replace('▌', ' ').TrimEnd(), world.Row(row).Replace('▌', ' '));
    }

    [Fact]
    public void Too_small_for_a_list()
    {
        var world = GridWorld.Of(32, 5);
        Rows(world, GridWorld.Designed("too-small"), 1, 5);
    }

    [Fact]
    public void What_needs_you_longest_first()
    {
        var world = GridWorld.Of();
        world.Press("1 g");
        var designed = GridWorld.Designed("attention");
        Rows(world, designed[1..], 4, 7, 4);
    }
}
