using System;
using System.Collections.Immutable;
using Lifetop.Screens;
using Lifetop.Screens.Checks;
using Lifetop.Settings;

namespace Lifetop.App.Checks;

/// <summary>Examines for the screen what <c>lifetop doctor</c> examines, with the config as it is now and a look of its own.</summary>
/// <param name="folders">More folders of pid files.</param>
public sealed class DoctorHandler(Lookout screen, string configPath, ImmutableArray<string> folders, Func<string, string?> environment) : IEffectHandler
{
    public string Name => "doctor";

    public bool Handles(Effect effect) => effect is ReadChecks;

    public bool Supersedes(Effect newer, Effect older) => newer is ReadChecks && older is ReadChecks;

    public void Run(Effect effect, Inbox inbox)
    {
        var config = ConfigFile.ReadAgain(configPath, screen.Paths);
        var settings = SettingsReader.Read(config.Bytes, environment, []);
        var problems = config.Problem is { } problem ? settings.Problems.Add(problem) : settings.Problems;
        using var lookout = new Lookout(settings.Settings, screen.Paths, screen.ReadOnly, "screen", screen.Time);
        lookout.LookOnce(folders);
        inbox.Post(new ChecksRead(new Doctor(lookout, problems, configPath).Examine()));
    }

    public void Dispose()
    {
    }
}
