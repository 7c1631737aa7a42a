using System.Collections.Generic;
using Lifetop.Registry;

namespace Lifetop.App;

/// <summary>What a hook's command is told in its environment.</summary>
public static class HookVariables
{
    public static readonly (string Name, string Holds)[] All =
    [
        ("LIFETOP_KEY", "the worker's key"),
        ("LIFETOP_NAME", "its name"),
        ("LIFETOP_STATE", "the state it is in now"),
        ("LIFETOP_WAS", "the state it was in, empty for one that was not there"),
    ];

    public static KeyValuePair<string, string?>[] Of(DueHook due) =>
    [
        new(All[0].Name, Safe(due.Key)),
        new(All[1].Name, Safe(due.Name)),
        new(All[2].Name, due.State),
        new(All[3].Name, due.Was),
    ];

    /// <summary>An environment cannot hold a zero, and nobody needs one.</summary>
    private static string Safe(string text) => text.Replace('\0', ' ');
}
