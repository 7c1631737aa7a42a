using System.Text;
using Lifetop.Platform;
using Lifetop.Registry;

namespace Lifetop.App.Watching;

/// <summary>A log that never grows beyond a size: when it is full it becomes the old one, and what was that is gone.</summary>
public sealed class BoundedLog(string path)
{
    private const long Largest = 1 << 20;

    // Lines come from several threads.
    private readonly object _gate = new();

    public void Write(string line)
    {
        lock (_gate)
        {
            if (StateFile.Status(path, out var status) == 0 && status.Size > Largest)
                _ = StateFile.Rename(path, path + ".1");
            if (StateFile.Open(path, Libc.WriteOnly | Libc.Create | Libc.Append | Libc.NoFollow | Libc.NonBlocking, out int file) != 0)
                return;
            _ = StateFile.WriteAll(file, Encoding.UTF8.GetBytes(line + "\n"));
            _ = Libc.Close(file);
        }
    }
}
