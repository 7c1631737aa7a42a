using System;
using System.IO;
using System.Linq;
using System.Threading;
using Lifetop.Actions;
using Lifetop.Actions.Ending;
using Lifetop.Actions.Steps;
using Lifetop.Model;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Actions;

/// <summary>Who was stopped to be killed and is not killed after all does not stay stopped.</summary>
public sealed class StoppedTests : IDisposable
{
    private readonly ActingWorld _world = new();
    private readonly RealProcess _root;
    private readonly int _child;

    public StoppedTests()
    {
        _root = _world.StartMarked("stubborn", "sh", "-c", "trap '' TERM HUP INT; sleep 1000 & echo $!; while :; do sleep 1001; done");
        _child = int.Parse(_root.Output.ReadLine()!, System.Globalization.CultureInfo.InvariantCulture);
        _world.Declare("stubborn", _root);
    }

    public void Dispose() => _world.Dispose();

    [Fact]
    public void It_goes_on_when_the_ending_breaks_off()
    {
        Assert.Throws<IOException>(() => End(static () => throw new IOException("no more")));
        Assert.DoesNotContain('T', RealProcess.Carrying("LIFETOP_TEST=" + _world.Folder.Path).Select(static pid => RealProcess.StateOf(pid) ?? 'X'));
        Assert.False(_root.HasEnded);
    }

    [Fact]
    public void It_goes_on_when_it_is_another_workers_by_then()
    {
        var result = End(() =>
        {
            _world.DeclareFields("other", $"\"pid\": {_child}, \"start_ticks\": {RealProcess.StartTicksOf(_child)}, \"boot_id\": \"{RealProcess.Boot}\"");
            _world.See("manifest/other", 1);
        });

        Assert.True(_root.HasEnded);
        Eventually.True(() => RealProcess.StateOf(_child) == 'S', "it sleeps on");
        var child = result.Processes.Single(process => process.Process.Pid == _child);
        Assert.Equal("TERM, STOP, CONT", string.Join(", ", child.Signals));
        Assert.Contains("belongs to manifest/other now", child.How, StringComparison.Ordinal);
    }

    private StepResult End(Action onStopped)
    {
        var seen = _world.See("manifest/stubborn", 3);
        var world = new StoppingWorld(_world.World, _child, onStopped);
        var plan = _world.PlanOf(seen, 0.1);
        return new ProcessEnding(world, TimeProvider.System).Run([new EndingOrder(plan, (EndProcesses)plan.Steps[0])], null, CancellationToken.None)[0];
    }

    /// <summary>Something happens at the first look after the process was stopped.</summary>
    private sealed class StoppingWorld(IWorld real, int pid, Action onStopped) : IWorld
    {
        private bool _happened;

        public Census Census => real.Census;

        public Roster Roster => real.Roster;

        /// <summary>Stopped, or with a STOP on its way (signal 19).</summary>
        private bool IsToldToStop => RealProcess.StateOf(pid) == 'T'
            || File.ReadLines($"/proc/{pid}/status").Any(static line => line.StartsWith("ShdPnd:", StringComparison.Ordinal) && (Convert.ToUInt64(line[7..].Trim(), 16) >> 18 & 1) == 1);

        /// <summary>Between taking the STOP in and standing still, a process shows neither for an instant.</summary>
        private static readonly TimeSpan Instant = TimeSpan.FromMilliseconds(50);

        public void Look()
        {
            if (!_happened && SpinWait.SpinUntil(() => IsToldToStop, Instant))
            {
                _happened = true;
                onStopped();
            }
            real.Look();
        }
    }
}
