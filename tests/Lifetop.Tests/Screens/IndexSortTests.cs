using System;
using System.Linq;
using Lifetop.Screens.Processes;
using Xunit;

namespace Lifetop.Tests.Screens;

public sealed class IndexSortTests
{
    [Fact]
    public void Sorts_as_everybody_does()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            int count = random.Next(0, 200);
            long[] keys = [.. Enumerable.Range(0, count).Select(_ => (long)random.Next(10))], ties = [.. Enumerable.Range(0, count).Select(i => (long)i)];
            int[] order = [.. Enumerable.Range(0, count).OrderBy(_ => random.Next())];
            int[] expected = [.. order.OrderBy(i => keys[i]).ThenBy(i => ties[i])];
            var sort = new IndexSort();
            sort.Sort(order, keys, ties);
            Assert.Equal(expected, order);
            sort.Sort(order, keys, ties);
            Assert.Equal(expected, order);
        }
    }
}
