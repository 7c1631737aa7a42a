using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Threading;
using Lifetop.Terminal;

namespace Lifetop.Tests.Support;

/// <summary>
/// A program of a few lines that has the terminal as lifetop has it: shows its size, the last event and how it came to be drawn,
/// and does what a letter says. So that ways out are tried on a whole process.
/// </summary>
internal static class ScreenProgram
{
    /// <summary>The command that runs it: this very assembly.</summary>
    public static string[] Command(params string[] arguments)
        => [Path.Combine(LifetopProgram.DotnetRoot, "dotnet"), "exec", typeof(ScreenProgram).Assembly.Location, "screen", .. arguments];

    public static Dictionary<string, string?> Environment(string term = "xterm-256color") => new()
    {
        ["PATH"] = System.Environment.GetEnvironmentVariable("PATH"),
        ["DOTNET_ROOT"] = LifetopProgram.DotnetRoot,
        ["HOME"] = "/nonexistent",
        ["TMPDIR"] = System.Environment.GetEnvironmentVariable("TMPDIR"),
        ["TERM"] = term,
        ["LANG"] = "C.UTF-8",
        ["DOTNET_EnableDiagnostics"] = "0",
        // A crash is wanted here; its report is not.
        ["DOTNET_DbgEnableMiniDump"] = "0",
    };

    public static int Run(string[] arguments)
    {
        using var session = TerminalSession.TryOpen(TerminalProfile.Of(System.Environment.GetEnvironmentVariable), mouse: true, out string why);
        if (session is null)
        {
            new TextOutput(Stdio.Out).Say(why);
            return 2;
        }
        var frame = new CellBuffer(session.Width, session.Height);
        string last = "ready";
        int filler = Array.IndexOf(arguments, "flood") >= 0 ? 0 : -1;
        while (true)
        {
            var wake = session.Wait(filler >= 0 ? 1 : -1, otherDescriptor: -1);
            if ((wake & TerminalWake.Ended) != 0)
                break;
            while (session.TryRead(out var happened))
            {
                if (happened.Kind == InputKind.Key && happened.Key == new Key('a'))
                    last = "allocated " + BytesOfFrames(frame, session).ToString(CultureInfo.InvariantCulture);
                else
                    last = happened.Kind == InputKind.Key ? happened.Key.ToString() : happened.Kind + " " + happened.Text;
                if (happened.Kind == InputKind.Key && !Do(happened.Key, session))
                    return 0;
            }
            Draw(frame, session, last, ref filler);
            session.Present(frame);
        }
        session.Dispose();
        if (session.EndingSignal != 0)
            TerminalSession.EndBy(session.EndingSignal);
        return 3;
    }

    /// <summary>What a hundred frames and waits allocate, some of them changed a little.</summary>
    private static long BytesOfFrames(CellBuffer frame, TerminalSession session)
    {
        long before = 0;
        for (int i = 0; i < 110; i++)
        {
            if (i == 10)
                before = GC.GetAllocatedBytesForCurrentThread();
            frame.Canvas.Write(5, 5, i % 3 == 0 ? "10:00:01 日本" : "10:00:02 e\u0301●", new Style(Color.Indexed((byte)i), Color.Default));
            session.Present(frame);
            session.Wait(0, otherDescriptor: -1);
        }
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static bool Do(Key key, TerminalSession session)
    {
        switch (key.ToString())
        {
            case "q" or "C-c":
                return false;
            case "C-z":
                session.Suspend();
                break;
            case "t":
                throw new InvalidOperationException("on the screen's thread");
            case "T":
                var thread = new Thread(static () => throw new InvalidOperationException("on another thread"));
                thread.Start();
                thread.Join();
                break;
            case "m":
                session.Mouse = !session.Mouse;
                break;
            case "y":
                session.Copy("cöpied");
                break;
            case "b":
                session.Bell();
                break;
            // Never looks at what signals want.
            case "H":
                new ManualResetEventSlim().Wait();
                break;
        }
        return true;
    }

    private static void Draw(CellBuffer frame, TerminalSession session, string last, ref int filler)
    {
        if (frame.Width != session.Width || frame.Height != session.Height)
            frame.Resize(session.Width, session.Height);
        frame.Clear(Style.Plain);
        if (filler >= 0)
            frame.Canvas.Fill(new Rect(0, 0, frame.Width, frame.Height), (char)('a' + filler++ % 26), new Style(Color.Indexed((byte)(filler % 200)), Color.Default));
        var canvas = frame.Canvas;
        canvas.Write(0, 0, string.Create(CultureInfo.InvariantCulture, $"{session.Width}x{session.Height} last={last} {(session.AmbiguousIsWide ? "wide" : "narrow")} ●"), Style.Plain);
        canvas.Write(canvas.Width - 1, canvas.Height - 1, '+', Style.Plain);
    }

    private static void Say(this TextOutput output, string text)
    {
        output.WriteLine(text);
        output.Flush();
    }
}
