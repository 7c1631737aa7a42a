using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using Lifetop.App.Watching;
using Lifetop.Cli;
using Lifetop.Model;
using Lifetop.Settings;
using Lifetop.Terminal;
using Xunit;

namespace Lifetop.Tests.Support;

/// <summary>A lifetop whose looks were made by hand, and the command line run on it with real files as its output.</summary>
internal sealed class CliRun : ILifetop
{
    private readonly Queue<Roster> _looks = new();

    public CliRun(params Roster[] looks)
    {
        foreach (var look in looks)
            _looks.Enqueue(look);
    }

    public string Host => "devbox";
    public UserSettings Settings { get; init; } = UserSettings.Default;
    public ImmutableArray<Problem> Problems { get; init; } = [];
    public string ConfigPath => "/home/me/.config/lifetop/config.json";
    public WatchHealth? Watch { get; init; }
    public LookRequest? Asked { get; private set; }

    public Roster Look(LookRequest request)
    {
        Asked = request;
        return _looks.Dequeue();
    }

    public Roster? Next(LookRequest request) => _looks.TryDequeue(out var next) ? next : null;

    public Safety SafetyOf(JudgedWorker worker) => new(SafetyAnswer.Yes, ["nobody attached", "not protected"], ["2 files changed in wt/x: kept"]);

    public static Roster Look(params JudgedWorker[] workers) => new() { Time = Rows.Now, Counters = [], Workers = [.. workers] };

    public static ParsedCommand Parse(params string[] arguments)
    {
        var command = CommandLine.Parse(arguments, out var error);
        Assert.True(command is not null, error?.Text);
        return command;
    }

    public (int Code, string Out, string Error) Run(Func<CommandContext, int> command, OutputStyle style, params string[] arguments)
    {
        string folder = Directory.CreateTempSubdirectory("lifetop-cli-").FullName;
        try
        {
            using var output = File.OpenHandle(Path.Combine(folder, "out"), FileMode.Create, FileAccess.ReadWrite);
            using var error = File.OpenHandle(Path.Combine(folder, "err"), FileMode.Create, FileAccess.ReadWrite);
            var context = new CommandContext(Parse(arguments), this, new TextOutput((int)output.DangerousGetHandle()), new TextOutput((int)error.DangerousGetHandle()), style);
            int code = context.Finish(command(context));
            output.Dispose();
            error.Dispose();
            return (code, File.ReadAllText(Path.Combine(folder, "out")), File.ReadAllText(Path.Combine(folder, "err")));
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }
}
