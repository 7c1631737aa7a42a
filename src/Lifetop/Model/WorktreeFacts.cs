namespace Lifetop.Model;

public sealed record WorktreeFacts(bool Readable, string? Why, int ChangedFiles, int UnpushedCommits, int OwnCommits, string? Branch);
