using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Lifetop.Model;

/// <summary>Lists of numbers made and compared; the framework's ways are compiled on the spot.</summary>
public static class Numbers
{
    /// <param name="numbers">Never changed from now on.</param>
    public static ImmutableArray<int> Of(int[] numbers) => Unsafe.As<int[], ImmutableArray<int>>(ref numbers);

    public static bool Same(ImmutableArray<int> some, ImmutableArray<int> others)
    {
        if (some.Length != others.Length)
            return false;
        for (int i = 0; i < some.Length; i++)
            if (some[i] != others[i])
                return false;
        return true;
    }
}
