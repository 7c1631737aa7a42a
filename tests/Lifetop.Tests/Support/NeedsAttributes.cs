using Xunit;

namespace Lifetop.Tests.Support;

/// <summary>A test of what root does with files of others; skipped, and not passed, for anybody else.</summary>
internal sealed class NeedsRootFactAttribute : FactAttribute
{
    public NeedsRootFactAttribute() => Skip = Rights.MissingForRoot;
}

/// <summary>A test on a file system of its own.</summary>
internal sealed class NeedsDiskFactAttribute : FactAttribute
{
    public NeedsDiskFactAttribute() => Skip = Rights.MissingForDisk;
}

/// <summary>Tests on a file system of their own.</summary>
internal sealed class NeedsDiskTheoryAttribute : TheoryAttribute
{
    public NeedsDiskTheoryAttribute() => Skip = Rights.MissingForDisk;
}

/// <summary>A test that runs the program where mounts hide or change something.</summary>
internal sealed class NeedsOwnMountsFactAttribute : FactAttribute
{
    public NeedsOwnMountsFactAttribute() => Skip = Rights.MissingForOwnMounts;
}

/// <summary>A test among processes that the kernel hides.</summary>
internal sealed class NeedsHiddenProcessesFactAttribute : FactAttribute
{
    public NeedsHiddenProcessesFactAttribute() => Skip = Rights.MissingForHiding;
}

/// <summary>A test that counts what a process asks of the kernel.</summary>
internal sealed class NeedsStraceFactAttribute : FactAttribute
{
    public NeedsStraceFactAttribute() => Skip = Rights.MissingForTracing;
}

/// <summary>A test with a program that not every machine has.</summary>
internal sealed class NeedsProgramFactAttribute : FactAttribute
{
    public NeedsProgramFactAttribute(string program) => Skip = Lifetop.Platform.ProgramPath.Find(program) is null ? program + " is missing" : null;
}

/// <summary>Tests that count what a process asks of the kernel.</summary>
internal sealed class NeedsStraceTheoryAttribute : TheoryAttribute
{
    public NeedsStraceTheoryAttribute() => Skip = Rights.MissingForTracing;
}

/// <summary>A test in which a process is given a pid of our choice.</summary>
internal sealed class NeedsChosenPidsFactAttribute : FactAttribute
{
    public NeedsChosenPidsFactAttribute() => Skip = Rights.MissingForChosenPids;
}

/// <summary>A test with a process that nothing ends.</summary>
internal sealed class NeedsFreezerFactAttribute : FactAttribute
{
    public NeedsFreezerFactAttribute() => Skip = Rights.MissingForFreezing;
}

/// <summary>A test with control groups of its own.</summary>
internal sealed class NeedsControlGroupsFactAttribute : FactAttribute
{
    public NeedsControlGroupsFactAttribute() => Skip = Rights.MissingForControlGroups;
}
