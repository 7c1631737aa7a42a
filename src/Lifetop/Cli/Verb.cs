using System;
using System.Collections.Immutable;
using Lifetop.Actions;

namespace Lifetop.Cli;

/// <summary>What an option's value must be, for checking and for completion.</summary>
public enum ValueKind
{
    /// <summary>The option takes no value.</summary>
    None,
    Text,
    Number,
    Duration,
    Choice,
    File,
    Folder,
    Field,
    Theme,
}

/// <summary>One option of a verb.</summary>
/// <param name="Name">With its dashes.</param>
/// <param name="Value">What help calls its value; null for none.</param>
public sealed record Option(string Name, string? Value, ValueKind Kind, string Doc)
{
    /// <summary>One letter, 0 for none.</summary>
    public char Letter { get; init; }
    public ImmutableArray<string> Choices { get; init; } = [];

    /// <summary>May be given several times, each adding to the others; else the last one holds.</summary>
    public bool Repeats { get; init; }
}

/// <summary>What stands behind a verb without dashes.</summary>
public enum ArgumentKind
{
    None,
    Worker,
    Choice,
}

/// <summary>One verb of the command line: help, parser, completion and manual are made from this.</summary>
public sealed record Verb(string Name, string Summary)
{
    /// <summary>As help shows them: <c>NAME…</c>.</summary>
    public string Arguments { get; init; } = "";
    public ArgumentKind ArgumentKind { get; init; }

    /// <summary>What it does to the workers it is about; null for a verb that only looks or keeps records.</summary>
    public WorkerAction? Action { get; init; }
    public int LeastArguments { get; init; }
    public int MostArguments { get; init; }

    /// <summary>Words from this one on are text for somebody else, in which also <c>-x</c> is a word unless it is an option of ours; 0 for none.</summary>
    public int TextFrom { get; init; }
    public ImmutableArray<string> Choices { get; init; } = [];
    public ImmutableArray<Option> Options { get; init; } = [];

    /// <summary>Command line and what it is good for.</summary>
    public ImmutableArray<Example> Examples { get; init; } = [];

    public Option? Find(ReadOnlySpan<char> name)
    {
        foreach (var option in Options)
            if (name.SequenceEqual(option.Name))
                return option;
        foreach (var option in Verbs.Everywhere)
            if (name.SequenceEqual(option.Name))
                return option;
        return null;
    }

    public Option? Find(char letter)
    {
        foreach (var option in Options)
            if (option.Letter == letter)
                return option;
        foreach (var option in Verbs.Everywhere)
            if (option.Letter == letter)
                return option;
        return null;
    }
}

/// <summary>A command line and what it does.</summary>
public sealed record Example(string Line, string Does);
