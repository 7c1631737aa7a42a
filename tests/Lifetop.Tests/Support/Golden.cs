using System;
using System.IO;
using System.Runtime.CompilerServices;
using Xunit;

namespace Lifetop.Tests.Support;

/// <summary>Texts kept beside the tests. With LIFETOP_GOLDEN=write they are written anew, to be read as a diff.</summary>
internal static class Golden
{
    public static void Is(string name, string actual, [CallerFilePath] string test = "")
    {
        string file = Path.Combine(Path.GetDirectoryName(test) ?? "", "Golden", name + ".txt");
        if (Environment.GetEnvironmentVariable("LIFETOP_GOLDEN") == "write")
            File.WriteAllText(file, actual);
        Assert.True(File.Exists(file), $"no {name}.txt: run with LIFETOP_GOLDEN=write and read it");
        Assert.Equal(File.ReadAllText(file), actual);
    }
}
