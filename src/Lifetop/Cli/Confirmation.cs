using System.Globalization;
using Lifetop.Actions;
using Lifetop.Model;
using Lifetop.Terminal;

namespace Lifetop.Cli;

/// <summary>Asks a person on a terminal whether a plan shall be carried out; nobody else can say yes but by <c>--yes</c>.</summary>
internal static class Confirmation
{
    /// <summary>More than so many are confirmed by their number.</summary>
    private const int Many = 10;

    /// <summary>Null when it is confirmed, else why not.</summary>
    public static string? Ask(CommandContext context, Plan plan, System.DateTimeOffset now)
    {
        if (context.Command.Has("--yes"))
            return null;
        string action = plan.Action.Word();
        if (context.Command.Words.Contains("-"))
            return $"{action} asks first, and standard input has the names: --yes does it, --dry-run shows what it would do";
        if (!Stdio.IsTerminal(Stdio.In) || !Stdio.IsTerminal(Stdio.Error))
            return $"{action} asks first, and there is no terminal to ask on: --yes does it, --dry-run shows what it would do";
        foreach (string line in PlanText.Lines(plan, now, context.Style))
            context.Error.WriteLine(line);
        foreach (string line in PlanText.Apart(plan))
            context.Error.WriteLine(line);
        var (count, name) = Targets(plan);
        string number = count.ToString(CultureInfo.InvariantCulture);
        string question = count > Many ? $"type {number} to {action} {number}: " : count == 1 ? $"{action} {SafeText.Of(name)}? [y/N] " : $"{action} {number} workers? [y/N] ";
        context.Error.Write(question);
        context.Error.Flush();
        string answer = Stdio.ReadLine().Trim();
        return (count > Many ? answer == number : answer is "y" or "Y" or "yes") ? null : "not confirmed, nothing done";
    }

    private static (int Count, string Name) Targets(Plan plan)
    {
        int count = 0;
        string name = "";
        foreach (var worker in plan.Workers)
            if (worker.Refusal is null && worker.Already is null)
                (count, name) = (count + 1, worker.Name);
        return (count, name);
    }
}
