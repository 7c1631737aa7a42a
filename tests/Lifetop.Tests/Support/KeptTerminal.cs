using System.Globalization;
using System.IO;
using Xunit;

namespace Lifetop.Tests.Support;

/// <summary>A shell that leads a terminal's session while a program runs on it, so that what the program leaves can be looked at.</summary>
internal static class KeptTerminal
{
    private const string Script = "echo before; \"$@\"; echo \"code $?\"; exec sleep 1000";

    /// <summary>The words to start a program with.</summary>
    public static string[] Command(params string[] program) => ["sh", "-c", Script, "sh", .. program];

    /// <summary>The program that the shell runs.</summary>
    public static int ChildOf(int pid)
        => int.Parse(File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/task/{pid}/children")).Split(' ')[0], CultureInfo.InvariantCulture);

    /// <summary>Modes of the kernel and of the terminal are as they were, and what stood there stands there again.</summary>
    public static void AssertGivenBack(Pty pty, byte[] before)
    {
        Assert.Equal(before, pty.Modes);
        Assert.False(pty.Screen.OnAlternateScreen);
        Assert.Equal([7, 25], pty.Screen.Modes);
        Assert.Equal(0, pty.Screen.KeyModes);
        Assert.Equal("before", pty.Screen.Row(0));
    }
}
