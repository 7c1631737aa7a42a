using System;
using System.Diagnostics;
using System.IO;
using System.Text;
using System.Threading.Tasks;

namespace Lifetop.Tests.Support;

/// <summary>A run of the released program that goes on, with what it printed until now.</summary>
public sealed class Follower : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();
    private readonly Task[] _reading;

    public Follower(LifetopProgram program, params string[] arguments)
    {
        var start = new ProcessStartInfo(LifetopProgram.Executable)
        {
            WorkingDirectory = program.Home,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment.Clear();
        foreach (var (name, value) in program.Environment)
            start.Environment[name] = value;
        _process = Process.Start(start)!;
        _process.StandardInput.Close();
        _reading = [Task.Run(() => Read(_process.StandardOutput.BaseStream, _output)), Task.Run(() => Read(_process.StandardError.BaseStream, _errors))];
    }

    public int Pid => _process.Id;

    public string Output => Text(_output);

    public string Errors => Text(_errors);

    public bool HasEnded => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    /// <summary>Most memory it ever held, in bytes.</summary>
    public long PeakMemory
    {
        get
        {
            foreach (string line in File.ReadLines($"/proc/{Pid}/status"))
                if (line.StartsWith("VmHWM:", StringComparison.Ordinal))
                    return long.Parse(line.AsSpan(6, line.Length - 9)) * 1024;
            throw new InvalidOperationException("no VmHWM");
        }
    }

    public void UntilOutput(string text) => Eventually.True(() => Output.Contains(text, StringComparison.Ordinal), $"output has \"{text}\": {Output} | {Errors}");

    public void UntilErrors(string text) => Eventually.True(() => Errors.Contains(text, StringComparison.Ordinal), $"stderr has \"{text}\": {Errors} | {Output}");

    /// <summary>Goes away as a reader of its output.</summary>
    public void StopReading() => _process.StandardOutput.Close();

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
        Task.WaitAll(_reading, Eventually.Patience);
        _process.Dispose();
    }

    private static string Text(StringBuilder text)
    {
        lock (text)
            return text.ToString();
    }

    private static void Read(Stream stream, StringBuilder text)
    {
        var decoder = Encoding.UTF8.GetDecoder();
        var bytes = new byte[8192];
        var letters = new char[8193];
        try
        {
            int count;
            while ((count = stream.Read(bytes)) > 0)
                lock (text)
                    text.Append(letters, 0, decoder.GetChars(bytes, 0, count, letters, 0));
        }
        catch (Exception closed) when (closed is IOException or ObjectDisposedException)
        {
            // The test went away as a reader.
        }
    }
}
