using Lifetop.App;
using Lifetop.Screens;

namespace Lifetop.Tests.App;

/// <summary>Runs one effect and gives its one answer.</summary>
internal static class Handled
{
    public static T By<T>(IEffectHandler handler, Effect effect)
        where T : Message
    {
        using var inbox = new Inbox();
        Xunit.Assert.True(handler.Handles(effect));
        handler.Run(effect, inbox);
        var answer = Xunit.Assert.IsType<T>(inbox.Take());
        Xunit.Assert.Null(inbox.Take());
        return answer;
    }
}
