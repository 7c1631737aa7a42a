using System.Collections.Generic;
using Lifetop.Terminal;

namespace Lifetop.Tests.Bench;

/// <summary>Measures the parts of the screen one by one; <c>tests/bench</c> runs it with the released program's code.</summary>
internal static class BenchProgram
{
    public const string Name = "bench";

    /// <summary>Each part's line; 1 if any is out of its bounds.</summary>
    public static int Run()
    {
        bool hold = true;
        var output = new TextOutput(Stdio.Out);
        foreach (var part in (IEnumerable<Part>)[.. JudgingParts.All(), .. DrawingParts.All(), .. SendingParts.All(), .. TypingParts.All()])
        {
            var measured = Measured.Of(part);
            hold &= measured.Holds;
            output.WriteLine(measured.ToString());
            output.Flush();
        }
        return hold ? 0 : 1;
    }
}
