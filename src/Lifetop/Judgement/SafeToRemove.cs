using System;
using Lifetop.Model;
namespace Lifetop.Judgement;

public static class SafeToRemove
{
    public static Safety Of(JudgedWorker worker, in Counters counters, WorktreeFacts? worktree, DateTimeOffset now, Policy policy) => new(SafetyAnswer.Unknown, [], []);
}
