using System;
using System.IO;
using System.Threading;
using Lifetop.Screens;
using Lifetop.Tests.Support;

/// <summary>
/// Run by .NET inside the released program before its own first line, if the environment names this assembly: a mistake once
/// somebody writes into a FIFO, or a death at an exact place, for the program itself has neither at hand.
/// </summary>
internal static class StartupHook
{
    public const string Trigger = "LIFETOP_TEST_TRIGGER", OnScreenThread = "screen", OnAnother = "another", Words = "a mistake made for this test";

    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(DeathAtStatement.Variable) is { } death)
            DeathAtStatement.Arm(death);
        if (Environment.GetEnvironmentVariable(Trigger) is { } path)
            new Thread(() => FailAfter(path)) { IsBackground = true }.Start();
    }

    private static void FailAfter(string path)
    {
        string where = File.ReadAllText(path);
        if (where == OnAnother)
            throw new InvalidOperationException(Words);
        SpoilKeys();
        // Whoever reads this knows that it is done.
        File.WriteAllText(path, "done");
    }

    /// <summary>From now on the key for help fails whoever presses it.</summary>
    private static void SpoilKeys()
    {
        WhyNot fails = static _ => throw new InvalidOperationException(Words);
        typeof(KeyRow).GetProperty(nameof(KeyRow.Unavailable))!.SetValue(KeyMap.Of(UiAction.Help), fails);
    }
}
