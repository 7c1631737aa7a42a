using System;
using System.IO;
using System.Runtime.Versioning;
using Lifetop.App;
using Lifetop.Registry;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.App;

[SupportedOSPlatform("linux")]
public sealed class RegistryExamTests
{
    [Fact]
    public void A_mistake_of_its_own_ends_nothing_and_is_told_once()
    {
        using var folder = new TempFolder();
        folder.Write("registry.db", "");
        var exam = new RegistryExam(new StateFolder(folder.Path), TimeProvider.System) { Reads = static _ => throw new InvalidDataException("no page is like this") };
        exam.Begin();
        string? told = null;
        Eventually.True(() => (told ??= exam.TakeMistake()) is not null, "it is told");
        Assert.Equal("looking for damage: a mistake of lifetop's own: no page is like this", told);
        Assert.Null(exam.TakeMistake());
        Assert.False(exam.FoundDamage());
    }
}
