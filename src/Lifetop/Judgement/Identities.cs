using Lifetop.Model;

namespace Lifetop.Judgement;

/// <summary>The stable names behind keys.</summary>
public static class Identities
{
    public static string Of(ProcessIdentity process) => "process:" + process;
}
