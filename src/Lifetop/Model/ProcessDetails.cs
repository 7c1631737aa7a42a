using System.Collections.Immutable;

namespace Lifetop.Model;

/// <summary>What costs more to read than a stat line, so only for the few processes somebody cares about. A null could not be read: a gap, never a death.</summary>
public sealed record ProcessDetails
{
    /// <summary>Resolved path of the program; " (deleted)" is cut off.</summary>
    public string? Executable { get; init; }

    /// <summary>argv, at most 4 kB of it; empty for a kernel thread or zombie.</summary>
    public ImmutableArray<string> Arguments { get; init; } = [];

    public string? WorkingDirectory { get; init; }

    /// <summary>Root of the git checkout or worktree its working directory is in; null when it is in none.</summary>
    public string? Checkout { get; init; }

    public bool WorkingDirectoryDeleted { get; init; }

    /// <summary>The values of the few environment variables that mark membership; never any other variable.</summary>
    public ImmutableArray<EnvironmentMarker> Markers { get; init; } = [];

    /// <summary>Its environment has been looked through for markers; a child that stays below its parent needs none.</summary>
    public bool HasMarkers { get; init; }

    /// <summary>The cgroup v2 path, or that of the v1 name=systemd hierarchy.</summary>
    public string? ControlGroup { get; init; }

    /// <summary>Its control group has been asked for; it stays null where it could not be read.</summary>
    public bool HasControlGroup { get; init; }

    /// <summary>The cgroup is a system service's (postgres.service of the machine).</summary>
    public bool InSystemService { get; init; }

    /// <summary>The cgroup is any service's, the user's own units included.</summary>
    public bool InService { get; init; }

    /// <summary>TCP ports it listens on, ascending.</summary>
    public ImmutableArray<int> Ports { get; init; } = [];

    /// <summary>Some of it is not ours to read (another user's, not dumpable, hidepid).</summary>
    public bool Partial { get; init; }

    /// <summary>The names this program goes by: basename of exe, of argv[0], and of the script an interpreter runs.</summary>
    public ProgramNames Program => Derived.Program;

    /// <summary>What the judgement worked out from these details, and by which policy, so that it is not asked again at each matching.</summary>
    internal DerivedFacts Derived => _derived is { } derived && ReferenceEquals(derived.Of, this) ? derived : _derived = new DerivedFacts(this, _derived);

    // A copy with other contents takes this along, so it names whose it is.
    private DerivedFacts? _derived;
}

/// <summary>What follows from the details of a process, worked out once.</summary>
internal sealed class DerivedFacts
{
    private ProgramNames? _program;
    private string? _command;

    /// <param name="before">What followed from the details of which these are a copy.</param>
    public DerivedFacts(ProcessDetails of, DerivedFacts? before)
    {
        Of = of;
        if (before?.Of is not { } source || source.Arguments != of.Arguments)
            return;
        _command = before._command;
        if (ReferenceEquals(source.Executable, of.Executable))
            _program = before._program;
    }

    public ProcessDetails Of { get; }

    public ProgramNames Program => _program ??= ProgramNames.Of(Of);

    /// <summary>The arguments with blanks between them.</summary>
    public string Command => _command ??= string.Join(' ', Of.Arguments);

    /// <summary>The stable name of the process these details are of.</summary>
    public string? ProcessName { get; set; }

    /// <summary>Who worked out <see cref="Finding"/>; another policy finds something else.</summary>
    public object? FoundBy { get; set; }

    public object? Finding { get; set; }
}

/// <summary>One of the environment variables by which workers mark what they start.</summary>
public sealed record EnvironmentMarker(string Name, string Value);
