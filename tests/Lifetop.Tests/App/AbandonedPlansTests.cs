using Lifetop.App;
using Lifetop.Model;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.App;

public sealed class AbandonedPlansTests
{
    [Fact]
    public void Tells_each_change_once_and_a_plan_of_many_workers_as_one()
    {
        var census = new Census { Processes = new ProcessTable() };
        var known = new Recollection { OpenPlans = [Make.Plan("id:a", Make.Process(7, Make.Noon)), Make.Plan("id:b", Make.Process(7, Make.Noon))] };
        var abandoned = new AbandonedPlans();
        Assert.Null(abandoned.News(census, Recollection.Nothing));
        var plan = Assert.Single(abandoned.News(census, known)!.Plans);
        Assert.Equal((12, "reap", "id:a"), (plan.Id, plan.Action, plan.Worker));
        Assert.Null(abandoned.News(census, known));
        Assert.Empty(abandoned.News(census, Recollection.Nothing)!.Plans);
        Assert.Null(abandoned.News(census, Recollection.Nothing));
    }
}
