using System;

namespace Lifetop.Observation.Proc;

/// <summary>Which of a process's details to read: each costs system calls of its own.</summary>
[Flags]
public enum DetailParts
{
    None = 0,
    Arguments = 1,
    Executable = 2,
    WorkingDirectory = 4,
    Markers = 8,
    ControlGroup = 16,
    All = Arguments | Executable | WorkingDirectory | Markers | ControlGroup,
}
