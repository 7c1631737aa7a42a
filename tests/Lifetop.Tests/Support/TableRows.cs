using Lifetop.Model;

namespace Lifetop.Tests.Support;

/// <summary>The rows of a table as they are now, to be asked about with LINQ.</summary>
internal static class TableRows
{
    public static ProcessRow[] ToArray(this ProcessRows rows)
    {
        var all = new ProcessRow[rows.Length];
        for (int i = 0; i < all.Length; i++)
            all[i] = rows[i];
        return all;
    }
}
