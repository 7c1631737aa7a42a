using System.Globalization;
using Lifetop.Model;

namespace Lifetop.Actions.Steps;

/// <summary>Takes every client off the session the worker is in; the worker lives on.</summary>
public sealed record DetachClients(TmuxServer Server, string SessionId, string SessionName, int Clients) : PlanStep
{
    public override string What => "detach clients";

    public override string Target => $"{SessionId} of {Server.Socket}";

    public override string Words => $"take {(Clients == 1 ? "1 client" : Clients.ToString(CultureInfo.InvariantCulture) + " clients")} off session {SessionName}";
}
