using Lifetop.Tests.Support;
using Xunit;

[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly)]

namespace Lifetop.Tests.Support;

/// <summary>Tests that only wait for a real minute to pass run beside all others, which run one after the other: what they measure shall be theirs.</summary>
[CollectionDefinition(Name)]
public sealed class BesideTheOthers
{
    public const string Name = "beside the others";
}
