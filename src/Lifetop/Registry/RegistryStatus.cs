using Microsoft.Data.Sqlite;

namespace Lifetop.Registry;

/// <summary>What can be done with the registry just now. Only Usable takes records.</summary>
public enum RegistryState
{
    Usable,
    /// <summary>No registry has been begun yet, and reading begins none.</summary>
    Missing,
    ReadOnly,
    /// <summary>Someone held its lock longer than we were willing to wait.</summary>
    Busy,
    Full,
    Denied,
    NoLibrary,
    NewerSchema,
    /// <summary>Damaged, and not ours to set aside in this mode.</summary>
    Corrupt,
    Failed,
}

/// <summary>How the registry stands, in words that say what to do.</summary>
public sealed record RegistryStatus(RegistryState State, string Message)
{
    public static readonly RegistryStatus Usable = new(RegistryState.Usable, "");

    public bool IsUsable => State == RegistryState.Usable;

    /// <summary>What an error of SQLite means for the person at the screen.</summary>
    internal static RegistryStatus Of(SqliteException error, StateFolder folder)
    {
        string file = folder.Registry;
        return error.SqliteErrorCode switch
        {
            Sql.Busy or Sql.Locked => new(RegistryState.Busy, $"registry busy: another program holds the lock of {file}"),
            Sql.Full => OutOfSpace(folder),
            // A full disk also shows as a failed ftruncate of the shared memory file.
            Sql.InputOutput or Sql.CannotOpen when folder.IsFull => OutOfSpace(folder),
            Sql.ReadOnly => new(RegistryState.ReadOnly, $"the registry {file} is read-only; make the folder and the file writable"),
            Sql.Permission or Sql.Authorization or Sql.CannotOpen
                => new(RegistryState.Denied, $"the registry {file} cannot be opened; check that folder and files belong to you and are writable"),
            Sql.InputOutput => new(RegistryState.Failed, $"reading or writing {file} failed (SQLite {error.SqliteExtendedErrorCode}); check the disk"),
            Sql.Corrupt or Sql.NotADatabase => new(RegistryState.Corrupt, $"the registry {file} is damaged; the next lifetop that records sets it aside and begins a new one"),
            _ => new(RegistryState.Failed, $"the registry {file} cannot be used: {error.Message}"),
        };
    }

    internal static RegistryStatus OutOfSpace(StateFolder folder)
        => new(RegistryState.Full, $"the disk under {folder.Path} is full; free some space");
}
