using System;
using System.Collections.Immutable;
using Lifetop.App;
using Lifetop.App.Watching;
using Lifetop.Model;
using Lifetop.Observation;
using Lifetop.Platform;
using Lifetop.Settings;
using Lifetop.Terminal;

namespace Lifetop.Cli;

/// <summary>The rest of lifetop as the commands see it, on this machine.</summary>
public sealed class LocalLifetop(SettingsResult settings, string configPath, XdgPaths paths, bool readOnly, string verb, TimeProvider time)
    : Lookout(settings.Settings, paths, readOnly, verb, time), ILifetop
{
    public WatchHealth? Watch => WatchHealth.Living(Paths.StateFolder);

    public string Host => HostName.Read();

    public ImmutableArray<Problem> Problems { get; } = settings.Problems;

    public string ConfigPath { get; } = configPath;

    public string? NoConfigPath => ConfigFile.Nowhere(ConfigPath, Paths);

    public Roster Look(LookRequest request) => Engine is null ? LookOnce(request.Folders) : LookAgain();

    /// <summary>Looks at every wake-up and in the regular rhythm; returns when something that is told has changed.</summary>
    public Roster? Next(LookRequest request)
    {
        Engine!.Observer.Wakeups.Reader = Stdio.Out; // a first Look made it
        while (true)
        {
            Record(keepOpen: true);
            if ((Wait(Settings.Interval) & WakeReason.ReaderGone) != 0)
                return null;
            var before = Last;
            if (!ReferenceEquals(before, LookAgain()))
                return Last;
        }
    }
}
