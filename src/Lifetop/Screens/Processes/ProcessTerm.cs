using System;
using Lifetop.Model;
using Lifetop.Model.Query;

namespace Lifetop.Screens.Processes;

/// <summary>What a term of the filter speaks of.</summary>
internal enum ProcessField
{
    Words,
    Pid,
    User,
    Cpu,
    Mem,
    Age,
    Port,
    Tty,
}

/// <summary>One condition on a process.</summary>
internal sealed class ProcessTerm(ProcessField about, string text, bool inverted)
{
    private static readonly string[] Names = ["", "pid", "user", "cpu", "mem", "age", "port", "tty"];

    private Comparison _comparison;
    private Quantity _quantity = new(0, 1);

    public bool Inverted => inverted;

    public static ProcessField? FieldOf(string name)
    {
        if (name.Equals("ports", StringComparison.OrdinalIgnoreCase))
            return ProcessField.Port;
        for (int i = 1; i < Names.Length; i++)
            if (Names[i].Equals(name, StringComparison.OrdinalIgnoreCase))
                return (ProcessField)i;
        return null;
    }

    /// <summary>Null with the reason when the field cannot have that value.</summary>
    public static ProcessTerm? Of(ProcessField field, Comparison comparison, string value, bool inverted, out string? problem)
    {
        problem = null;
        if (field is ProcessField.User or ProcessField.Tty)
        {
            if (value.Length > 0 && comparison == Comparison.Is)
                return new ProcessTerm(field, value, inverted);
            problem = value.Length == 0 ? $"{Names[(int)field]} what?" : $"{Names[(int)field]} is no number: write {Names[(int)field]}:text";
            return null;
        }
        double number, unit = 1;
        bool good;
        if (field == ProcessField.Age)
        {
            good = AgeText.TryParseDuration(value, out var duration, out var smallest);
            (number, unit) = (duration.TotalSeconds, smallest.TotalSeconds);
            problem = $"{value} what? write 5s, 5m, 5h or 5d";
        }
        else if (field == ProcessField.Mem)
        {
            good = AgeText.TryParseSize(value, out number, out unit);
            problem = $"{value} what? write 300M or 2G";
        }
        else
        {
            good = AgeText.TryParseNumber(value.AsSpan().TrimStart(':'), out number);
            problem = $"{value} is no number";
        }
        return good ? new ProcessTerm(field, "", inverted) { _comparison = comparison, _quantity = new Quantity(number, unit) } : null;
    }

    public bool Matches(ProcessSnapshot all, int row, ProcessTexts texts) => about switch
    {
        ProcessField.Words => texts.Of(all, row).Command.Contains(text, StringComparison.OrdinalIgnoreCase),
        ProcessField.User => texts.Of(all, row).User.Contains(text, StringComparison.OrdinalIgnoreCase),
        ProcessField.Tty => texts.Of(all, row).Terminal.Contains(text, StringComparison.OrdinalIgnoreCase),
        ProcessField.Pid => _quantity.Holds(_comparison, all.Pids[row]),
        ProcessField.Cpu => all.Cpu[row] >= 0 && _quantity.Holds(_comparison, all.Cpu[row]),
        ProcessField.Mem => _quantity.Holds(_comparison, all.ResidentBytesAt(row)),
        ProcessField.Age => _quantity.Holds(_comparison, all.AgeAt(row).TotalSeconds),
        _ => HasPort(all.Details[row]),
    };

    private bool HasPort(ProcessDetails? details)
    {
        if (details is null)
            return false;
        foreach (int port in details.Ports)
            if (_quantity.Holds(_comparison, port))
                return true;
        return false;
    }
}
