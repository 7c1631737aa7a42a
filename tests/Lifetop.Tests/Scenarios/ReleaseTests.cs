using System.IO;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>The released program can be run at all, in a world of its own.</summary>
public sealed class ReleaseTests
{
    [Fact]
    public void Is_the_program_that_these_scenarios_run()
    {
        using var lifetop = new LifetopProgram();
        Assert.True(File.Exists(LifetopProgram.Executable), $"{LifetopProgram.Executable} is not there: make build");
        var result = lifetop.Run("version");
        Assert.True(result.ExitCode == 0 && result.Errors.Length == 0, result.ToString());
    }

    [Fact]
    public void Streams_its_list_as_whole_objects()
    {
        using var lifetop = new LifetopProgram();
        using var worker = RealProcess.Start("sleep", "1000");
        lifetop.WriteManifest("streamed", $$"""{ "key": "streamed", "pid": {{worker.Pid}}, "start_ticks": {{worker.StartTicks}} }""");
        using var stream = lifetop.Watch();
        Assert.NotNull(stream.First.Find("manifest/streamed"));
        worker.Kill();
        Assert.True(stream.Until("manifest/streamed", static worker => worker.IsOver, "over").IsOver);
    }
}
