using System;
using System.Collections.Immutable;
using Lifetop.Model;
using Lifetop.Terminal;

namespace Lifetop.Screens.Detail;

/// <summary>Whether it is safe to remove, with what git says of its worktree. The roster is the one the worker was judged in.</summary>
public sealed record ReadSafety(JudgedWorker Judged, Roster Roster) : Effect;

/// <summary>The answer, for exactly the verdict it was asked about.</summary>
/// <param name="Left">For each residue since when it is there, where that is known.</param>
public sealed record SafetyRead(Worker Worker, Verdict Verdict, Safety Safety, WorktreeFacts? Worktree, DateTimeOffset?[] Left) : Message;

/// <summary>What stands on the screen of its pane.</summary>
public sealed record ReadPeek(string Identity, Pane Pane) : Effect;

/// <param name="Trouble">Why there is nothing to see, in words for a person; null when there is.</param>
public sealed record PeekRead(string Identity, string? Trouble, ImmutableArray<StyledText> Lines) : Message;

/// <summary>The processes of its tree, its root first.</summary>
/// <param name="Most">So many are read; a tree may have thousands.</param>
public sealed record ReadTree(Worker Worker, int Most) : Effect;

/// <summary>A process of the tree as it is now; what could not be read is null.</summary>
/// <param name="Depth">How many members stand above it.</param>
/// <param name="Cpu">Percent of one core since the reading before.</param>
public sealed record TreeProcess(int Pid, int Depth, MemberTie Tie, string Command, DateTimeOffset? StartedAt, double? Cpu, long? ResidentBytes, ImmutableArray<int> Ports);

/// <summary>Parents before their children, each followed by its own.</summary>
public sealed record TreeRead(Worker Worker, ImmutableArray<TreeProcess> Processes) : Message;

/// <summary>The last lines of its log.</summary>
public sealed record ReadLogEnd(string Identity, string Path, int Lines) : Effect;

public sealed record LogEndRead(string Identity, string? Trouble, ImmutableArray<StyledText> Lines) : Message;

/// <summary>What the registry holds of it.</summary>
public sealed record ReadHistory(string Identity) : Effect;

/// <summary>One thing that happened, or that lifetop did.</summary>
/// <param name="When">In a person's words: <c>3 hours ago</c>.</param>
/// <param name="To">The state it came into; null for something lifetop did.</param>
public sealed record HistoryEvent(DateTimeOffset At, string When, Lifecycle? From, Lifecycle? To, string Text, string By);

/// <summary>Newest first.</summary>
public sealed record HistoryRead(string Identity, string? Trouble, ImmutableArray<HistoryEvent> Events) : Message;
