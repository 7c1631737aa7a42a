using System.Globalization;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.App;

public sealed class FirstLookTests
{
    [Fact]
    public void The_released_program_compiles_next_to_nothing_on_the_way_to_its_first_look()
    {
        using var lifetop = new LifetopProgram();
        using var tmux = lifetop.Tmux().Start();
        using var worker = RealProcess.Start("sleep", "1000");
        lifetop.WriteManifest("declared", string.Create(CultureInfo.InvariantCulture, $$"""{ "key": "declared", "pid": {{worker.Pid}}, "start_ticks": {{worker.StartTicks}} }"""));
        var result = lifetop.Run("doctor", "--json", "--read-only");
        Assert.InRange(result.Json.GetProperty("compiled_methods").GetInt32(), 0, 39);
    }
}
