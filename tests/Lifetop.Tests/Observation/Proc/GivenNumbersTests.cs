using Lifetop.Observation.Proc;
using Xunit;

namespace Lifetop.Tests.Observation.Proc;

public sealed class GivenNumbersTests
{
    [Theory]
    [InlineData(100, 100, 100, false)]
    [InlineData(100, 103, 100, false)]
    [InlineData(100, 103, 101, true)]
    [InlineData(100, 103, 103, true)]
    [InlineData(100, 103, 104, false)]
    [InlineData(32_700, 310, 32_750, true)]
    [InlineData(32_700, 310, 305, true)]
    [InlineData(32_700, 310, 311, false)]
    [InlineData(32_700, 310, 32_700, false)]
    [InlineData(-1, 310, 7, true)]
    [InlineData(310, -1, 7, true)]
    public void A_number_is_anothers_only_if_its_turn_has_come_meanwhile(int before, int now, int pid, bool given)
        => Assert.Equal(given, new GivenNumbers(before, now).Contains(pid));
}
