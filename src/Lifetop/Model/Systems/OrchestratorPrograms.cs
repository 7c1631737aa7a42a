using System;

namespace Lifetop.Model.Systems;

/// <summary>The orchestrator's processes by their command lines: a server for each Claude, and the one sidecar that all servers share.</summary>
public static class OrchestratorPrograms
{
    private const string Plugin = "orchestrator/";

    /// <summary>bun with the plugin's dist/server.js; an editor that shows that file is none.</summary>
    public static bool IsServer(in ProcessRow row, ProcessDetails? details)
        => details is { Arguments.Length: > 1 } && (row.Name.Is("bun"u8) || IsNamed(details.Arguments[0], "bun")) && HasArgument(details, "/dist/server.js");

    public static bool IsSidecar(ProcessDetails? details) => details is { Arguments.Length: > 1 } && HasArgument(details, "/sidecar/embed_server.py");

    private static bool IsNamed(string path, string name)
        => path.EndsWith(name, StringComparison.Ordinal) && (path.Length == name.Length || path[path.Length - name.Length - 1] == '/');

    /// <summary>Between the plugin's folder and the file an installed one has its version.</summary>
    private static bool HasArgument(ProcessDetails details, string file)
    {
        for (int i = 1; i < details.Arguments.Length; i++)
            if (details.Arguments[i] is var argument && argument.EndsWith(file, StringComparison.Ordinal)
                && argument.IndexOf(Plugin, StringComparison.Ordinal) is >= 0 and var at && (at == 0 || argument[at - 1] == '/') && at + Plugin.Length <= argument.Length - file.Length + 1)
                return true;
        return false;
    }
}
