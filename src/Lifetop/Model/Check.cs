namespace Lifetop.Model;

/// <summary>How a thing lifetop needs is doing.</summary>
public enum Health
{
    Good,
    Doubtful,
    Bad,
}

/// <summary>One check of the doctor: what was looked at, how it is, and how to mend it.</summary>
public sealed record Check(string What, Health Health, string Says, string Mend = "");
