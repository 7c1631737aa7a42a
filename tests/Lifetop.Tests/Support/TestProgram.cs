namespace Lifetop.Tests.Support;

/// <summary>What the test assembly does when it is run as a program: the first argument says which of the programs below it is.</summary>
internal static class TestProgram
{
    private static int Main(string[] arguments)
        => arguments[0] == MigratingProgram.Name ? MigratingProgram.Run(arguments[1]) : ScreenProgram.Run(arguments[1..]);
}
