using System.Globalization;
using System.IO;
using System.Linq;
using Lifetop.Platform;
using Xunit;

namespace Lifetop.Tests.Platform;

public sealed class DescriptorRoomTests
{
    [Fact]
    public void The_kernel_s_table_is_large_enough_afterwards()
    {
        using var room = DescriptorRoom.Make();
        room.Wait();
        string slots = File.ReadLines("/proc/self/status").Single(static line => line.StartsWith("FDSize:", System.StringComparison.Ordinal));
        Assert.True(int.Parse(slots["FDSize:".Length..], CultureInfo.InvariantCulture) >= 512, slots);
    }
}
