using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Reflection;
using Lifetop.Model;
using Lifetop.Model.Systems;
using Xunit;

namespace Lifetop.Tests.Model;

/// <summary>Records whose comparison is written by hand must not forget a property: a change would go unnoticed.</summary>
public sealed class DeclarationTests
{
    public static TheoryData<object> Records =>
    [
        new Declaration { Source = "s", Identity = "i", Key = new WorkerKey("s", "k"), Name = "n" },
        new ProcessClaim(1),
        new PaneClaim(),
        new MulticlaudeFacts { Role = MulticlaudeRole.Agent, Root = "/r" },
        new MulticlaudeDaemonFacts { Root = "/r" },
        new EveryCodeFacts { Role = EveryCodeRole.Session, Root = "/r", RequestId = "r" },
        new EveryCodeRequest { Id = "r" },
        new EveryCodeWorkerFacts { Root = "/r" },
        new EveryCodeLock(1, default),
        new EveryCodeLockFacts("/r", new EveryCodeLock(1, default)),
        new AgentRelayFacts { Role = AgentRelayRole.Spawned, Daemon = new AgentRelayDaemonFacts { Identity = "d", Root = "/r", Folder = "/r/.agent-relay" } },
        new AgentRelayDaemonFacts { Identity = "d", Root = "/r", Folder = "/r/.agent-relay" },
        new CommitRelayFacts("/r", "w", CommitRelayFolder.Active),
        new CommitRelayDaemonFacts("worker-daemon", null),
        new OrchestratorSession { Root = "/r", SessionId = "s" },
        new OrchestratorAnchor { Root = "/r", Pid = 1 },
        new OrchestratorServer { Role = OrchestratorRole.Orphan, Pid = 1 },
    ];

    [Theory]
    [MemberData(nameof(Records))]
    public void Another_value_of_any_property_makes_another_record(object record)
    {
        var clone = record.GetType().GetMethod("<Clone>$")!;
        foreach (var property in record.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(static one => one.CanWrite))
        {
            object changed = clone.Invoke(record, null)!;
            Assert.Equal(record, changed);
            property.SetValue(changed, Other(property.PropertyType, property.GetValue(record)));
            Assert.False(record.Equals(changed), property.Name);
        }
    }

    private static object? Other(Type type, object? now)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>))
        {
            var item = Array.CreateInstance(type.GetGenericArguments()[0], 1);
            return typeof(ImmutableArray).GetMethods().Single(static one => one.Name == "Create" && one.GetParameters() is [{ ParameterType.IsArray: true }])
                .MakeGenericMethod(type.GetGenericArguments()[0]).Invoke(null, [item]);
        }
        var others = new Dictionary<Type, object>
        {
            [typeof(string)] = now + "x",
            [typeof(int)] = 7,
            [typeof(uint)] = 7u,
            [typeof(long)] = 7L,
            [typeof(bool)] = now is false,
            [typeof(Guid)] = Guid.NewGuid(),
            [typeof(TimeSpan)] = TimeSpan.FromSeconds(7),
            [typeof(DateTimeOffset)] = DateTimeOffset.UnixEpoch,
            [typeof(WorkerKey)] = new WorkerKey("other", "key"),
            [typeof(ProcessClaim)] = new ProcessClaim(7),
            [typeof(PaneClaim)] = new PaneClaim { PaneId = "%7" },
            [typeof(OwnerClaim)] = new OwnerClaim("owner"),
            [typeof(EveryCodeRequest)] = new EveryCodeRequest { Id = "other" },
            [typeof(EveryCodeLock)] = new EveryCodeLock(7, default),
            [typeof(SystemFacts)] = new MulticlaudeDaemonFacts { Root = "/other" },
            [typeof(AgentRelayDaemonFacts)] = new AgentRelayDaemonFacts { Identity = "other", Root = "/r", Folder = "/r/.agent-relay" },
        };
        return type.IsEnum ? Enum.GetValues(type).GetValue(1) : others[type];
    }
}
