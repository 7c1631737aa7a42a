using System;
using System.IO;
using System.Linq;
using Lifetop.Platform;
using Xunit;

namespace Lifetop.Tests.Platform;

public sealed class SpentPagesTests
{
    [Fact]
    public void What_was_given_back_is_there_again_when_it_is_needed()
    {
        string[] before = Private();
        Assert.True(SpentPages.Release() > 1024, "the runtime's own code alone is more than a MiB");
        // What this process changed of its images is its own, and stays.
        Assert.True(Private().Length >= before.Length);
        Assert.Equal([1, 2, 3], new[] { 3, 1, 2 }.Order());
    }

    /// <summary>The mappings of files that hold pages of this process alone.</summary>
    private static string[] Private()
    {
        string mapping = "";
        return
        [
            .. File.ReadLines("/proc/self/smaps").Select(line => line.Contains(" /", StringComparison.Ordinal) ? mapping = line : line)
                .Where(line => line.StartsWith("Anonymous:", StringComparison.Ordinal) && !line.EndsWith(" 0 kB", StringComparison.Ordinal))
                .Select(_ => mapping),
        ];
    }
}
