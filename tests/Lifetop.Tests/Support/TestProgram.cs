namespace Lifetop.Tests.Support;

/// <summary>What the test assembly does when it is run as a program: stands in for one that has the terminal.</summary>
internal static class TestProgram
{
    private static int Main(string[] arguments) => ScreenProgram.Run(arguments);
}
