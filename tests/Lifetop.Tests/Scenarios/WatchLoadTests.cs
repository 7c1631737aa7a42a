using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;
using Lifetop.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace Lifetop.Tests.Scenarios;

/// <summary>The watch beside workers that die all the time, for seconds; <c>make deaths</c> for ten minutes.</summary>
[Trait("Measures", "cost")]
public sealed class WatchLoadTests(ITestOutputHelper report)
{
    [Fact]
    public async Task Every_death_of_a_crowd_is_recorded_once()
    {
        using var folder = new TempFolder();
        var start = new ProcessStartInfo("python3", [Path.Combine(LifetopProgram.Repository, "tests", "deaths"), LifetopProgram.Executable, "0.2", "150", "10"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["TMPDIR"] = folder.Path;
        start.Environment["DOTNET_ROOT"] = LifetopProgram.DotnetRoot;
        using var deaths = Process.Start(start)!;
        var errors = deaths.StandardError.ReadToEndAsync();
        string output = await deaths.StandardOutput.ReadToEndAsync();
        await deaths.WaitForExitAsync();

        report.WriteLine(output);
        Assert.True(deaths.ExitCode == 0, output + await errors);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }
}
