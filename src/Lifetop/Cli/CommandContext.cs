using Lifetop.Terminal;

namespace Lifetop.Cli;

/// <summary>What every command gets: what was asked, whom to ask, where to write and how.</summary>
public sealed record CommandContext(ParsedCommand Command, ILifetop Lifetop, TextOutput Out, TextOutput Error, OutputStyle Style)
{
    public bool Json => Command.Has("--json");

    /// <summary>Says on stderr what is wrong, or in the JSON envelope on stdout if that was asked for.</summary>
    public int Fail(int code, string text)
    {
        if (Json)
            Out.WriteBytes(JsonOutput.Error(Lifetop.Host, Command, code, text));
        else
            Complain(text);
        return code;
    }

    public void Complain(string text) => Error.WriteLine("lifetop: " + Multiline(text));

    /// <summary>
    /// Writes what is buffered. A reader that has enough is no failure; any other file that takes no more is.
    /// </summary>
    public int Finish(int code)
    {
        bool written = Out.Flush();
        if (!written && !Out.ReaderGone && !Out.FailureTold)
        {
            Out.FailureTold = true;
            Complain("output could not be written: " + Out.FailedWith switch
            {
                Platform.Errno.NoSpace => "no space left",
                Platform.Errno.BadDescriptor => "stdout is closed",
                int other => "errno " + other.ToString(System.Globalization.CultureInfo.InvariantCulture),
            });
            code = code == ExitCode.Done ? ExitCode.Failed : code;
        }
        Error.Flush();
        return code;
    }

    /// <summary>Our own line ends stay; all else in a message may come from outside.</summary>
    private static string Multiline(string text)
    {
        var lines = text.Split('\n');
        for (int i = 0; i < lines.Length; i++)
            lines[i] = SafeText.Of(lines[i]);
        return string.Join('\n', lines);
    }
}
