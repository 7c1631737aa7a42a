using System;
using Lifetop.App;
using Lifetop.Observation.Proc;
using Lifetop.Observation.Systems;
using Lifetop.Platform;
using Lifetop.Registry;
using Lifetop.Screens;
using Lifetop.Settings;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.App;

/// <summary>A registry, an engine that looks at this machine, and what passes between them and a handler.</summary>
public abstract class JournalHandlerTests : IDisposable
{
    private readonly TempFolder _folder = new();

    protected JournalHandlerTests()
    {
        var paths = new XdgPaths(name => name is "XDG_STATE_HOME" or "HOME" ? _folder.Path : null);
        var memory = Memory.Load(paths, BootClock.ReadBoot(), TimeProvider.System, TimeSpan.FromDays(7));
        Engine = new Engine(new UserSettings { DisabledSources = ["tmux"] }, paths, memory, new SystemPlaces(), [], new EarlyScan(TimeProvider.System, static _ => null), TimeProvider.System);
        State = new StateFolder(paths.StateFolder!);
    }

    protected StateFolder State { get; }

    protected Engine Engine { get; }

    protected OwnChanges Changes { get; } = new();

    protected Inbox Inbox { get; } = new();

    public virtual void Dispose()
    {
        Engine.Dispose();
        Inbox.Dispose();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected Told Told() => Assert.IsType<Told>(Inbox.Take());
}
