using System;
using System.IO;
using System.Linq;
using Lifetop.Observation.Systems;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Observation.Systems.AgentRelay;

/// <summary>How an agent that is gone ended, by the sessions that its daemon keeps in messages.sqlite, which nobody but that writes.</summary>
public sealed class CrashTests : IDisposable
{
    private const string Dead = "Dead", Key = "agent-relay/a/" + Dead;
    private const int Nobody = 999999999;
    private readonly TempFolder _folder = new();
    private readonly SampleTime _time = new();
    private readonly RelayProject _project;
    private SampleEngine? _engine;

    public CrashTests() => _project = new RelayProject(_folder.File("a")).Workers((Dead, Nobody, Ago(60)));

    /// <summary>Made once the files are there: the source asks for them every two seconds of a clock that stands still.</summary>
    private SampleEngine Engine => _engine ??= new SampleEngine(
        new SystemPlaces { Home = _folder.File("home"), TempFolder = _folder.File("tmp"), RootsOf = label => label == "agent-relay" ? [_folder.File("a")] : [], Projects = new ProjectFolders { Below = _folder.Path } }, _time);

    public void Dispose()
    {
        _engine?.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void An_open_session_of_who_is_gone_is_a_crash_and_a_closed_one_says_by_whom()
    {
        using var messages = new RelayMessages(_project.PathOf(RelayMessages.Name)).Session(Dead, Ago(600), Ago(590), "agent").Session(Dead, Ago(59)).Session("Other", Ago(10), Ago(5), "error");
        string[] before = Files();
        Sees("messages.sqlite has its last session open, so nobody closed it: it crashed or was killed; begun 59m ago");
        Assert.Equal(before, Files());
        messages.Session(Dead, Ago(30), Ago(20), "disconnect");
        _time.Now += TimeSpan.FromSeconds(3);
        Sees("messages.sqlite has its last session closed by disconnect 20m ago");
        Assert.Equal(before, Files());
    }

    [Fact]
    public void A_session_of_an_agent_of_its_name_before_it_says_nothing_of_it()
    {
        using var messages = new RelayMessages(_project.PathOf(RelayMessages.Name)).Session(Dead, Ago(90));
        Engine.See(Key, "stale worker entry");
        Assert.DoesNotContain("messages.sqlite", Told(), StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_cannot_be_read_is_a_gap_that_hides_nobody_and_what_it_said_holds()
    {
        using (new RelayMessages(_project.PathOf(RelayMessages.Name), "DELETE").Session(Dead, Ago(59)))
            Sees("it crashed or was killed");
        byte[] good = File.ReadAllBytes(_project.PathOf(RelayMessages.Name));
        SampleTree.Put(_project.PathOf(RelayMessages.Name), good[..(good.Length / 2)], _time.Now);
        _time.Now += TimeSpan.FromSeconds(3);
        Engine.See(one => one.Roster.Gaps.Any(static gap => gap.Scope.EndsWith(RelayMessages.Name, StringComparison.Ordinal) && !gap.HidesWorkers), "a gap");
        Assert.Equal("stale worker entry", Engine.The(Key).Verdict.NativeState);
        Assert.Contains("it crashed or was killed", Told(), StringComparison.Ordinal);
    }

    private void Sees(string said)
    {
        Engine.See(one => one.Find(Key) is not null && Told().Contains(said, StringComparison.Ordinal), said);
        Assert.DoesNotContain("DO_NOT_SHOW", Told() + string.Join('\n', Engine.The(Key)), StringComparison.Ordinal);
    }

    private string Told() => SampleEngine.Evidence(Engine.The(Key), _time.Now);

    private DateTimeOffset Ago(int minutes) => SampleTime.Start - TimeSpan.FromMinutes(minutes);

    private string[] Files() => [.. Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
}
