namespace Lifetop.Model;

/// <summary>As much of a path as people know it by.</summary>
public static class PathText
{
    /// <summary>The last two parts: <c>wt/brave-lynx</c>.</summary>
    public static string LastTwo(string path)
    {
        int last = path.LastIndexOf('/');
        int before = last > 0 ? path.LastIndexOf('/', last - 1) : -1;
        return path[(before + 1)..];
    }
}
