using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Lifetop.Platform;
using Xunit;

namespace Lifetop.Tests.Support;

/// <summary>
/// The released program, run as a person would run it, in a private world: its own home, XDG folders, tmux and temp folder.
/// </summary>
public sealed class LifetopProgram : IDisposable
{
    private readonly TempFolder? _ownFolder;
    private readonly List<ProgramStream> _streams = [];

    public LifetopProgram(TempFolder? folder = null)
    {
        _ownFolder = folder is null ? new TempFolder() : null;
        Folder = folder ?? _ownFolder!;
        Bystanders = new RealBystanders(Folder);
        foreach (string name in (string[])["home", "config", "state", "data", "cache", "run", "tmp", TmuxName("")])
            Directory.CreateDirectory(Folder.File(name), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Environment = new()
        {
            ["PATH"] = System.Environment.GetEnvironmentVariable("PATH"),
            ["DOTNET_ROOT"] = DotnetRoot,
            ["HOME"] = Folder.File("home"),
            ["XDG_CONFIG_HOME"] = Folder.File("config"),
            ["XDG_STATE_HOME"] = Folder.File("state"),
            ["XDG_DATA_HOME"] = Folder.File("data"),
            ["XDG_CACHE_HOME"] = Folder.File("cache"),
            ["XDG_RUNTIME_DIR"] = Folder.File("run"),
            ["TMUX_TMPDIR"] = Folder.Path,
            ["TMPDIR"] = Folder.File("tmp"),
            ["SHELL"] = "/bin/sh",
            ["LANG"] = "C.UTF-8",
            // Agent systems and tmux servers that run on this machine, other tests' among them, are none of this program's.
            ["LIFETOP_PROJECTS_BELOW"] = Folder.Path,
            ["LIFETOP_SOURCES_TMUX_BELOW"] = Folder.Path,
        };
    }

    /// <summary>LIFETOP_UNDER_TEST, else what <c>make build</c> leaves in this repository.</summary>
    public static string Executable { get; } = FindExecutable();

    /// <summary>Where the sources are.</summary>
    public static string Repository { get; } = FindRepository();

    public static string DotnetRoot { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "../../.."));

    public TempFolder Folder { get; }

    /// <summary>All that the program is given; nothing of the tests' own environment comes in otherwise.</summary>
    public Dictionary<string, string?> Environment { get; }

    /// <summary>Whoever runs a verb that ends something does it beside them.</summary>
    public RealBystanders Bystanders { get; }

    public string Home => Folder.File("home");

    /// <summary>Where registry.db, memory.json and workers/ live.</summary>
    public string StateFolder => Folder.File("state/lifetop");

    public string MemoryFile => Folder.File("state/lifetop/memory.json");

    public string ManifestFolder => Folder.File("state/lifetop/workers");

    /// <summary>A socket's name below <see cref="Folder"/>, where the program looks for tmux servers.</summary>
    public static string TmuxName(string socket) => string.Create(CultureInfo.InvariantCulture, $"tmux-{Libc.RealUser()}/{socket}");

    /// <summary>A tmux server that this program finds by itself; to be disposed of before this.</summary>
    public TmuxSandbox Tmux(string socket = "default") => new(Folder, TmuxName(socket));

    public string Configure(string json) => Folder.Write("config/lifetop/config.json", json);

    public string WriteManifest(string name, string json)
    {
        Bystanders.Declared(json);
        return WriteWhole($"state/lifetop/workers/{name}.json", json);
    }

    /// <summary>Writes as manifests should be written: under another name first, then renamed.</summary>
    public string WriteWhole(string name, string text)
    {
        string path = Folder.File(name);
        if (!Directory.Exists(StateFolder))
            Directory.CreateDirectory(StateFolder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        string unfinished = Folder.Write(name + ".part", text);
        File.Move(unfinished, path, overwrite: true);
        return path;
    }

    public void BeforeTmux(string script) => Before("tmux", script);

    /// <summary>Puts a program before one of the machine's that does as it says: a shell script's body, in which <c>real</c> is that one.</summary>
    public void Before(string program, string script)
    {
        string path = Folder.Write("bin/" + program, $"#!/bin/sh\nreal() {{ PATH=${{PATH#*:}} command {program} \"$@\"; }}\n{script}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Environment["PATH"] = Path.GetDirectoryName(path) + ":" + Environment["PATH"];
    }

    public ProgramResult Run(params string[] arguments) => RunUnder([], arguments);

    public ProgramResult Fed(string input, params string[] arguments) => Finish(Start([], arguments), arguments, input, null);

    /// <summary>Runs it by way of another program, such as strace.</summary>
    public ProgramResult RunUnder(string[] wrapper, params string[] arguments) => RunProgram([.. wrapper, Executable], arguments);

    /// <summary>Runs another copy of it in the same world.</summary>
    public ProgramResult RunProgram(string[] program, params string[] arguments) => Finish(StartProgram(program, arguments), arguments, "", null);

    /// <summary>As <see cref="Run"/>, where it may take longer than usual.</summary>
    public ProgramResult RunWithin(TimeSpan limit, params string[] arguments) => Finish(Start([], arguments), arguments, "", limit);

    /// <summary><c>ls --json</c>, which must succeed.</summary>
    public ProgramResult List(params string[] more)
    {
        var result = Run(["ls", "--json", .. more]);
        Assert.True(result.ExitCode == 0, result.ToString());
        return result;
    }

    /// <summary><c>ls --watch --json</c>, read line by line while the test goes on.</summary>
    public ProgramStream Watch(params string[] more) => WatchUnder([], more);

    public ProgramStream WatchUnder(string[] wrapper, params string[] more)
    {
        var stream = new ProgramStream(Start(wrapper, ["ls", "--watch", "--json", .. more]));
        _streams.Add(stream);
        return stream;
    }

    /// <summary>Ends the streams as kill -9 does, and removes what no .NET program can then remove itself.</summary>
    public void StopStreams()
    {
        foreach (var stream in _streams)
            stream.Dispose();
        if (_streams.Count == 0)
            return;
        foreach (string pattern in (string[])["dotnet-diagnostic-*", "clr-debug-pipe-*"])
            foreach (string file in Directory.EnumerateFileSystemEntries(Folder.File("tmp"), pattern))
                File.Delete(file);
    }

    public void Dispose()
    {
        StopStreams();
        try
        {
            Bystanders.Dispose();
        }
        finally
        {
            _ownFolder?.Dispose();
        }
    }

    private Process Start(string[] wrapper, string[] arguments) => StartProgram([.. wrapper, Executable], arguments);

    private Process StartProgram(string[] program, string[] arguments)
    {
        if (arguments is ["reap" or "stop" or "restart" or "sweep", ..] && arguments.Contains("--yes"))
            Bystanders.Begin();
        string[] command = [.. program, .. arguments];
        var start = new ProcessStartInfo(command[0])
        {
            WorkingDirectory = Home,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in command[1..])
            start.ArgumentList.Add(argument);
        start.Environment.Clear();
        foreach (var (name, value) in Environment)
            if (value is not null)
                start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private static ProgramResult Finish(Process process, string[] arguments, string input, TimeSpan? limit)
    {
        using (process)
        {
            var clock = Stopwatch.StartNew();
            var output = Task.Run(() => ReadAll(process.StandardOutput.BaseStream));
            var errors = Task.Run(() => ReadAll(process.StandardError.BaseStream));
            try
            {
                process.StandardInput.Write(input);
                process.StandardInput.Close();
            }
            catch (IOException)
            {
                // It need not read what it is given.
            }
            if (!process.WaitForExit(limit ?? TimeSpan.FromSeconds(60)))
            {
                process.Kill(entireProcessTree: true);
                process.WaitForExit();
                Assert.Fail($"lifetop {string.Join(' ', arguments)} did not end in time");
            }
            var elapsed = clock.Elapsed;
            Assert.True(Task.WaitAll([output, errors], TimeSpan.FromSeconds(10)), "somebody it left behind holds its output");
            return new ProgramResult(string.Join(' ', arguments), process.ExitCode, output.Result, errors.Result, elapsed);
        }
    }

    private static byte[] ReadAll(Stream stream)
    {
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static string FindExecutable()
        => System.Environment.GetEnvironmentVariable("LIFETOP_UNDER_TEST") is { Length: > 0 } named ? Path.GetFullPath(named) : Path.Combine(FindRepository(), "artifacts", "release", "lifetop");

    private static string FindRepository()
    {
        for (string? folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
            if (File.Exists(Path.Combine(folder, "lifetop.sln")))
                return folder;
        throw new FileNotFoundException("these tests are not in their repository");
    }
}
