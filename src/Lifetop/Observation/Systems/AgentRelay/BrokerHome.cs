using System;
using System.Collections.Generic;
using Lifetop.Model;
using Lifetop.Model.Systems;
using Lifetop.Platform;

namespace Lifetop.Observation.Systems.AgentRelay;

/// <summary>One folder of a broker's state with its agents.</summary>
internal sealed class BrokerHome : RelayState
{
    private const string StatePrefix = "state-", OldState = "state.json";

    private readonly ConnectionFile _connection;
    private readonly List<BrokerStateFile> _states = [];
    private readonly List<BrokerLock> _locks = [];
    private AgentRelayDaemonFacts _broker;
    private FileStamp _stamp;
    private Gap? _gap;
    private bool _isListed, _isSettled;

    public BrokerHome(string path) : base(path)
    {
        Root = path.EndsWith("/.agentworkforce/relay", StringComparison.Ordinal) ? NativePath.Folder(NativePath.Folder(path)) : path;
        _connection = new ConnectionFile(NativePath.Join(path, "connection.json"));
        _broker = new AgentRelayDaemonFacts { Identity = $"{AgentRelaySource.Label}:{path}:broker", Root = Root, Folder = path, Team = NativePath.Join(path, "team"), IsBroker = true };
    }

    public override string Root { get; }

    public override string Kind => "broker";

    public override bool Refresh(DateTimeOffset now)
    {
        bool changed = RefreshNames(now) | _connection.Refresh(now);
        foreach (var state in _states)
            changed |= state.Refresh(now);
        bool isHeld = false;
        foreach (var one in _locks)
            isHeld |= one.IsHeld(_connection.Pid);
        if (!changed && isHeld == _broker.IsLockHeld)
            return false;
        _broker = _broker with { Pid = _connection.Pid, PidWritten = _connection.Written, IsLockHeld = isHeld };
        return true;
    }

    public override void AddTo(List<Declaration> declarations, List<Gap> gaps, List<string> watch)
    {
        watch.Add(Path);
        if (_gap is not null)
            gaps.Add(_gap);
        Add(_connection, gaps, watch);
        var agents = new AgentDeclaration(_broker, Label);
        var told = new HashSet<string>(StringComparer.Ordinal);
        DateTimeOffset written = default;
        foreach (var state in _states)
        {
            Add(state, gaps, watch);
            written = state.Written > written ? state.Written : written;
            foreach (var agent in state.Agents)
                if (AgentDeclaration.IsShown(agent.Name) && told.Add(agent.Name))
                    declarations.Add(agents.OfBroker(agent, state));
        }
        if (_connection.Exists || _states.Count > 0)
            declarations.Add(DaemonDeclaration.OfBroker(_broker, Label, _connection, written));
    }

    /// <summary>Files come and go under names that the broker's own name makes.</summary>
    private bool RefreshNames(DateTimeOffset now)
    {
        var seen = FileStamp.Of(Path);
        return (!_isListed || !_isSettled || seen != _stamp) && TakeNames(FolderListing.Of(Path), now);
    }

    private bool TakeNames(FolderListing listing, DateTimeOffset now)
    {
        _stamp = listing.Stamp;
        _isSettled = !_stamp.Exists || _stamp.IsSettled(now);
        _isListed = true;
        if (listing.Failure is not (FileFailure.None or FileFailure.Missing))
        {
            bool isNew = _gap is null;
            _gap ??= new Gap(AgentRelaySource.Label, Path, $"{Path}: {listing.Why}", now);
            return isNew;
        }
        bool changed = _gap is not null;
        _gap = null;
        changed |= _states.RemoveAll(state => !Contains(listing, NativePath.Name(state.Path))) > 0;
        changed |= _locks.RemoveAll(one => !Contains(listing, NativePath.Name(one.Path))) > 0;
        foreach (string name in listing.Names)
        {
            string path = NativePath.Join(Path, name);
            if ((name == OldState || name.StartsWith(StatePrefix, StringComparison.Ordinal)) && name.EndsWith(".json", StringComparison.Ordinal) && !Has(_states, path))
            {
                _states.Add(new BrokerStateFile(path));
                _states.Sort(static (a, b) => string.CompareOrdinal(a.Path, b.Path));
                changed = true;
            }
            else if (name.StartsWith("broker-", StringComparison.Ordinal) && name.EndsWith(".lock", StringComparison.Ordinal) && !Has(_locks, path))
            {
                _locks.Add(new BrokerLock(path));
                changed = true;
            }
        }
        return changed;
    }

    private static bool Has(List<BrokerStateFile> files, string path)
    {
        foreach (var file in files)
            if (file.Path == path)
                return true;
        return false;
    }

    private static bool Has(List<BrokerLock> locks, string path)
    {
        foreach (var one in locks)
            if (one.Path == path)
                return true;
        return false;
    }

    private static bool Contains(FolderListing listing, ReadOnlySpan<char> name)
    {
        foreach (string one in listing.Names)
            if (name.SequenceEqual(one))
                return true;
        return false;
    }
}
