using System;
using System.Collections.Generic;
using System.IO;
using Lifetop.Registry;
using Microsoft.Win32.SafeHandles;

namespace Lifetop.Tests.Support;

/// <summary>
/// A lifetop of the next schema as a process of its own, which opens a registry and ends: what these tests are when they
/// are run as a program. It can be killed at its migration as no thread of a test can.
/// </summary>
internal static class MigratingProgram
{
    public const string Name = "migrate";

    /// <summary>Every row of the two tables that grow is written again, so that it takes long enough to be killed at.</summary>
    private static readonly Schema Next = new([.. Schema.Scripts(),
        "ALTER TABLE workers ADD COLUMN colour TEXT; UPDATE workers SET colour='blue'; UPDATE transitions SET note=note || hex(randomblob(100))"]);

    public static int Run(string stateFolder)
    {
        using var registry = new RegistryFile(new StateFolder(stateFolder), TimeProvider.System, Next) { Patience = TimeSpan.FromSeconds(20) };
        using var output = new StreamWriter(StandardOutput());
        output.WriteLine("begins");
        output.Flush();
        var status = registry.Check();
        output.WriteLine(status.IsUsable ? "done" : status.Message);
        return status.IsUsable ? 0 : 1;
    }

    public static RealProcess Start(string stateFolder)
        => RealProcess.StartIn(null, new Dictionary<string, string> { ["DOTNET_EnableDiagnostics"] = "0" },
            Path.Combine(LifetopProgram.DotnetRoot, "dotnet"), typeof(MigratingProgram).Assembly.Location, Name, stateFolder);

    private static FileStream StandardOutput() => new(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write);
}
