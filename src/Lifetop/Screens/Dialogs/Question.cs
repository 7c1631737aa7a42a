using System.Collections.Immutable;

namespace Lifetop.Screens.Dialogs;

/// <summary>Something to be confirmed, whole and fixed when it is asked: what the list behind it does meanwhile changes nothing.</summary>
public sealed record Question
{
    /// <summary>With its question mark: <c>Reap brave-lynx?</c></summary>
    public required string Title { get; init; }

    /// <summary>Whose it is: <c>multiclaude/my.app</c>.</summary>
    public string Source { get; init; } = "";
    public ImmutableArray<QuestionStep> Steps { get; init; } = [];

    /// <summary>What is left alone, and why.</summary>
    public ImmutableArray<string> Kept { get; init; } = [];

    /// <summary>Who was meant and is not in it, and why.</summary>
    public ImmutableArray<string> LeftOut { get; init; } = [];

    /// <summary>What else is to be known; empty for nothing.</summary>
    public string Note { get; init; } = "";

    /// <summary>Why it is safe; empty when <see cref="Stops"/> says why it is not.</summary>
    public string Safe { get; init; } = "";
    public ImmutableArray<string> Stops { get; init; } = [];

    /// <summary>What speaks against it and does not stop it.</summary>
    public ImmutableArray<string> Against { get; init; } = [];

    /// <summary>A word for the button: <c>Reap</c>.</summary>
    public string Confirm { get; init; } = "";

    /// <summary>Asked for when it is confirmed; null leaves nothing but to close it.</summary>
    public Effect? Then { get; init; }

    /// <summary>Above 0, this number must be typed first.</summary>
    public int TypeToConfirm { get; init; }
}

/// <summary>One numbered step, and what exactly it touches.</summary>
public sealed record QuestionStep(string Text)
{
    public ImmutableArray<QuestionDetail> Details { get; init; } = [];

    /// <summary>Whose steps begin here, where there are several; else empty.</summary>
    public string Whose { get; init; } = "";
}

/// <summary>A process that a step touches.</summary>
/// <param name="Tie">What ties it to the worker: <c>in %14</c>, <c>listens on :3001</c>.</param>
public sealed record QuestionDetail(int Pid, string Command, string Age, string Tie);
