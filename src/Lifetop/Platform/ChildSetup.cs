using System;

namespace Lifetop.Platform;

/// <summary>How a child begins: its files, its folder, default signals with an empty mask, and none of our descriptors.</summary>
internal unsafe ref struct ChildSetup
{
    // posix_spawn_file_actions_t, posix_spawnattr_t and sigset_t are 80, 336 and 128 bytes in glibc; some room more.
    private fixed long _actions[32];
    private fixed long _attributes[64];
    private int _error;

    static ChildSetup()
    {
        Libc.KeepExitCodes();
        Libc.KeepFilesToOurselves();
    }

    /// <param name="ownGroup">A terminal's foreground program stays in ours.</param>
    /// <param name="ownSession">Away from any terminal, for who lives on after us.</param>
    public ChildSetup(bool ownGroup, bool ownSession = false)
    {
        const int setSize = 128;
        byte* signals = stackalloc byte[setSize];
        fixed (long* actions = _actions)
        fixed (long* attributes = _attributes)
        {
            _ = Libc.SpawnActionsInit(actions);
            _ = Libc.SpawnAttributesInit(attributes);
            new Span<byte>(signals, setSize).Clear();
            _ = Libc.SpawnAttributesMask(attributes, signals);
            for (int i = 0; i < setSize; i++)
                signals[i] = byte.MaxValue;
            _ = Libc.SpawnAttributesDefaults(attributes, signals);
            _ = Libc.SpawnAttributesGroup(attributes, 0);
            _ = Libc.SpawnAttributesFlags(attributes, (short)((ownSession ? Libc.SpawnSetSession : ownGroup ? Libc.SpawnSetGroup : 0) | Libc.SpawnSetDefaults | Libc.SpawnSetMask));
        }
    }

    public void ChangeFolder(byte* folder)
    {
        fixed (long* actions = _actions)
            _error |= Libc.SpawnActionsChangeDirectory(actions, folder);
    }

    public void OpenNothing(int file, bool forWriting = false)
    {
        fixed (long* actions = _actions)
        fixed (byte* nothing = "/dev/null\0"u8)
            _error |= Libc.SpawnActionsOpen(actions, file, nothing, forWriting ? Libc.WriteOnly : Libc.ReadOnly, 0);
    }

    public void Duplicate(int ours, int theirs)
    {
        fixed (long* actions = _actions)
            _error |= Libc.SpawnActionsDuplicate(actions, ours, theirs);
    }

    /// <summary>An error number; 0 when it runs.</summary>
    public int Spawn(in ArgumentBlock block, int* pid)
    {
        fixed (long* actions = _actions)
        fixed (long* attributes = _attributes)
            return _error != 0 ? Errno.NoMemory : Libc.Spawn(pid, block.Path, actions, attributes, block.Arguments, block.Environment);
    }

    public void Dispose()
    {
        fixed (long* actions = _actions)
        fixed (long* attributes = _attributes)
        {
            _ = Libc.SpawnAttributesDestroy(attributes);
            _ = Libc.SpawnActionsDestroy(actions);
        }
    }
}
