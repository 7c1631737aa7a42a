using System;
using System.Collections.Generic;
using Xunit;

namespace Lifetop.Tests.Support;

/// <summary>
/// What the runtime of one program compiles while it runs, told by the runtime itself. To a terminal, because there it writes each
/// line at once: of a file the last lines would be missing when the program ends by _exit(2).
/// </summary>
public sealed class CompiledMethods : IDisposable
{
    private const string Mark = "JIT compiled ";
    private readonly Pty _list = new(400, 50);

    /// <param name="environment">Of the program that is to be started.</param>
    public CompiledMethods(Dictionary<string, string?> environment)
    {
        environment["DOTNET_JitStdOutFile"] = _list.Path;
        environment["DOTNET_JitDisasmSummary"] = "1";
    }

    /// <summary>A list that nobody reads holds up the program: to be read while it is waited for.</summary>
    public void Read() => _list.Read();

    private List<string> Names()
    {
        _list.Read();
        var names = new List<string>();
        foreach (string line in _list.Output.Split('\n'))
            if (line.IndexOf(Mark, StringComparison.Ordinal) is >= 0 and var at)
                names.Add(line[(at + Mark.Length)..].TrimEnd());
        return names;
    }

    public void AssertFewer(int bound)
    {
        var names = Names();
        Assert.True(names.Count < bound, $"{names.Count} methods were compiled at run time, {bound} are too many:\n{string.Join('\n', names)}");
    }

    public void Dispose() => _list.Dispose();
}
