using System;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Lifetop.Tests.Observation.Proc;

/// <summary>A real process of a test's own: it has said a first line when the constructor returns, and ends with the test.</summary>
internal sealed class Child : IDisposable
{
    private readonly Process _process;

    private Child(string program, string[] arguments, Action<ProcessStartInfo>? adjust)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, StandardOutputEncoding = Encoding.UTF8 };
        adjust?.Invoke(start);
        _process = Process.Start(start) ?? throw new InvalidOperationException(program);
        Pid = _process.Id;
        FirstLine = _process.StandardOutput.ReadLine() ?? "";
    }

    public int Pid { get; }

    /// <summary>Often the pid of a child of the child.</summary>
    public string FirstLine { get; }

    public int SaidPid => int.Parse(FirstLine, CultureInfo.InvariantCulture);

    /// <summary>A shell that runs the script, which must print a line.</summary>
    public static Child Shell(string script, Action<ProcessStartInfo>? adjust = null) => new("/bin/sh", ["-c", script], adjust);

    public static Child Python(string script) => new("python3", ["-c", script], null);

    /// <summary>Waits on its standard input and does nothing.</summary>
    public static Child Quiet() => Shell("echo ready; read line");

    public string NextLine() => _process.StandardOutput.ReadLine() ?? "";

    public void Tell(string line)
    {
        _process.StandardInput.WriteLine(line);
        _process.StandardInput.Flush();
    }

    /// <summary>Ends it, waits for it, and gives its exit code.</summary>
    public int End()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        return _process.ExitCode;
    }

    public void Dispose()
    {
        End();
        _process.Dispose();
    }

    /// <summary>Looks again and again until the condition holds; fails after ten seconds.</summary>
    public static void Eventually(Func<bool> condition, string what)
    {
        var clock = Stopwatch.StartNew();
        while (!condition())
            if (clock.Elapsed > TimeSpan.FromSeconds(10))
                throw new TimeoutException(what);
    }
}
