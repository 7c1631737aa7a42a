using Lifetop.Tests.Bench;

namespace Lifetop.Tests.Support;

/// <summary>What the test assembly does when it is run as a program: the first argument says which of the programs below it is.</summary>
internal static class TestProgram
{
    private static int Main(string[] arguments) => arguments[0] switch
    {
        MigratingProgram.Name => MigratingProgram.Run(arguments[1]),
        BenchProgram.Name => BenchProgram.Run(),
        PlanningProgram.Name => PlanningProgram.Run(arguments[1..]),
        _ => ScreenProgram.Run(arguments[1..]),
    };
}
