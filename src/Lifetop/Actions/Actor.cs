namespace Lifetop.Actions;

/// <summary>Who asked for an action: a person at a terminal, perhaps over SSH, by the screen or a verb, or watch by its policy.</summary>
/// <param name="Via">screen, the verb of the command line, or watch.</param>
public sealed record Actor(string User, string? Terminal, string? SshClient, string Via);
