using System;
using Lifetop.Model;
using Lifetop.Model.Query;

namespace Lifetop.Cli;

/// <summary>Colour of a row by what it asks of a person, in the 16 colours every terminal has; the hue is never the only sign.</summary>
internal static class TableColor
{
    public const string Reset = "\e[0m";
    private const string Ask = "\e[93m", Warn = "\e[33m", Left = "\e[95m", Bad = "\e[91m", Ok = "\e[32m", Accent = "\e[96m", None = "";

    public static string Of(Lifecycle state) => state switch
    {
        Lifecycle.Waiting => Ask,
        Lifecycle.Stalled => Warn,
        Lifecycle.Zombie or Lifecycle.Orphan => Left,
        Lifecycle.Failed or Lifecycle.Blocked => Bad,
        Lifecycle.Running => Ok,
        Lifecycle.Reaping or Lifecycle.Restarting => Accent,
        _ => None,
    };

    /// <summary>The name of one that needs you is bright, all others are as they are.</summary>
    public static string OfName(WorkerRow row) => row.State.NeedsYou() ? "\e[1m" : None;

    /// <summary>An age is coloured once it is past what is fine for its state.</summary>
    public static string OfAge(WorkerRow row)
    {
        bool late = row.State switch
        {
            Lifecycle.Waiting => row.StateAge >= TimeSpan.FromMinutes(1),
            _ => row.State.NeedsYou(),
        };
        return late ? Of(row.State) : None;
    }
}
