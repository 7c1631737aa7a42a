using Lifetop.Model;

namespace Lifetop.Actions.Steps;

/// <summary>Records a worker that was only found, as adopt does, so that its new process goes on under its name. Comes before the end.</summary>
public sealed record AdoptFirst(Declaration Declaration) : PlanStep
{
    public override string What => "record";

    public override string Target => Declaration.Key.Text;

    public override string Words => $"record it as {Declaration.Key.Text}, with its command and folder";

    public override bool ComesBeforeTheEnd => true;
}
