using Lifetop.Actions.Steps;
using Lifetop.Observation;
using Lifetop.Platform;

namespace Lifetop.Actions.Planning;

/// <summary>Plans the removal of a file as it is now: links in its folder's path are resolved here once, because none is followed later.</summary>
public static class FileRemoval
{
    /// <summary>Null when there is nothing to remove; without a stamp where it cannot be looked at.</summary>
    public static RemoveFile? Of(string path, string shown)
    {
        string name = NativePath.Name(path).ToString();
        if (path is not ['/', ..] || name is "" or "." or "..")
            return null;
        string whole = NativePath.Join(Paths.Real(NativePath.Folder(path)), name);
        return FileStamp.IsGone(whole) ? null : new RemoveFile(whole, FileStamp.Of(whole), shown);
    }
}
