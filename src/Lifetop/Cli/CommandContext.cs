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

    public int Finish(int code) => Finish(code, Out, Error);

    /// <summary>
    /// Writes what is buffered. A reader that has enough is no failure; any other file that takes no more is.
    /// </summary>
    public static int Finish(int code, TextOutput output, TextOutput error)
    {
        bool written = output.Flush();
        if (!written && !output.ReaderGone && !output.FailureTold)
        {
            output.FailureTold = true;
            error.WriteLine("lifetop: output could not be written: " + output.FailedWith switch
            {
                Platform.Errno.NoSpace => "no space left",
                Platform.Errno.BadDescriptor => "stdout is closed",
                int errno => "errno " + errno.ToString(System.Globalization.CultureInfo.InvariantCulture),
            });
            code = code == ExitCode.Done ? ExitCode.Failed : code;
        }
        error.Flush();
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
