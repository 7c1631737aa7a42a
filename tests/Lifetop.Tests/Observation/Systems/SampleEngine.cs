using System;
using System.Linq;
using Lifetop.Actions;
using Lifetop.App;
using Lifetop.App.Acting;
using Lifetop.Model;
using Lifetop.Observation.Systems;
using Lifetop.Platform;
using Lifetop.Settings;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Observation.Systems;

/// <summary>The whole engine over a sample tree and real processes: the samples' clock, a home of its own, one private tmux server at most.</summary>
internal sealed class SampleEngine : IDisposable
{
    private readonly TempFolder _state = new();
    private readonly Lookout _lookout;

    public SampleEngine(SystemPlaces places, TimeProvider time, UserSettings? settings = null)
    {
        // What else runs on the machine is none of it, unless the test says which projects are its own.
        if (places.Projects.Below is null)
            places = places with { Projects = new ProjectFolders { Below = _state.Path } };
        var own = settings ?? new UserSettings();
        own = places.TmuxSocket is { } socket ? own with { TmuxSockets = [socket], TmuxBelow = socket } : own with { DisabledSources = own.DisabledSources.Add("tmux") };
        var paths = new XdgPaths(name => name is "XDG_STATE_HOME" or "HOME" ? _state.Path : null);
        _lookout = new Lookout(own, paths, readOnly: false, "test", time) { Places = places, CheckoutOf = static _ => null };
        _lookout.LookOnce([]);
    }

    public Engine Engine => _lookout.Engine!; // a look made it

    public Roster Roster => _lookout.Last!; // the same

    public Roster Look() => _lookout.LookAgain();

    /// <summary>What would be done to a worker of the last look, by all the facts that the program itself collects.</summary>
    public Plan Plan(JudgedWorker judged, WorkerAction action = WorkerAction.Reap) => new Acting(_lookout).Plan(new PlanRequest(action), [judged.Worker.Identity]);

    /// <summary>A look in which every source has answered.</summary>
    public Roster LookWhole()
    {
        Eventually.True(() => Look().Awaited.IsEmpty, "an answer of every source");
        return Roster;
    }

    /// <summary>Looks until something holds of the whole.</summary>
    public void See(Func<SampleEngine, bool> condition, string what)
    {
        bool seen = Eventually.IsTrue(() =>
        {
            Look();
            return condition(this);
        });
        Assert.True(seen, $"never {what} but: {Told()}");
    }

    /// <summary>Looks until a worker has this verdict in its system's word.</summary>
    public JudgedWorker See(string key, string word)
    {
        See(one => one.Find(key)?.Verdict.NativeState == word, $"{key} {word}");
        return The(key);
    }

    public JudgedWorker? Find(string key) => Roster.Workers.SingleOrDefault(judged => judged.Worker.Key.Text == key);

    public JudgedWorker The(string key)
    {
        var found = Find(key);
        Assert.True(found is not null, $"no {key} among: {Told()}");
        return found;
    }

    public static string Evidence(JudgedWorker judged, DateTimeOffset now) => string.Join('\n', judged.Verdict.Evidence.Select(one => one.Render(now) + " · " + one.Source));

    /// <summary>Everybody who is not merely a process or pane, for messages.</summary>
    public string Told()
        => string.Join("; ", Roster.Workers.Where(static one => one.Worker.Source is not ("tmux" or "process"))
            .Select(static one => $"{one.Worker.Key.Text} {one.Verdict.State.Word()} ({one.Verdict.NativeState})"))
            + " gaps: " + string.Join("; ", Roster.Gaps.Select(static gap => gap.What));

    /// <summary>A second on or back, twice, with everybody waited for: then every source is asked, whatever pause its failures brought.</summary>
    public void LookAnew(SampleTime time)
    {
        for (int i = 0; i < 2; i++)
        {
            time.Now = time.Now == SampleTime.Start ? SampleTime.Start - Make.Seconds(1) : SampleTime.Start;
            Look();
            Engine.Observer.WaitForAll(Eventually.Patience, TimeProvider.System);
        }
        Engine.LookAtProcesses();
        Look();
    }

    public void Dispose()
    {
        _lookout.Dispose();
        _state.Dispose();
    }
}
