using System;
using System.Collections.Generic;
using System.Linq;
using Lifetop.App;
using Lifetop.Model;
using Lifetop.Screens;
using Lifetop.Screens.Logs;
using Lifetop.Terminal;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Screens.Logs;

/// <summary>A log screen over real files and panes, read by the real handler.</summary>
internal sealed class LogWorld : IDisposable
{
    private readonly LogHandler _handler;
    private readonly Inbox _inbox = new();

    public LogWorld(IEnumerable<LogSource> sources, int width = 80, int height = 24)
    {
        _handler = new LogHandler(new Clock());
        World = new UiWorld(new Ground(), width, height);
        var screen = LogScreen.Of([.. sources.Select(RowOf)], World.Ui);
        Assert.NotNull(screen);
        Screen = screen;
        World.Ui.Open(screen);
    }

    public LogWorld(params string[] files) : this(files.Select(static (file, i) => new LogSource(((char)('a' + i)).ToString(), "k/" + i, file, null, false)))
    {
    }

    public UiWorld World { get; }

    public LogScreen Screen { get; }

    /// <summary>What was asked of others than the handler.</summary>
    public List<Effect> Effects { get; } = [];

    /// <summary>Hands over what was asked, and takes what came; tells whether anything did.</summary>
    public bool Pump()
    {
        bool any = false;
        foreach (var effect in World.Effects())
        {
            if (_handler.Handles(effect))
                _handler.Run(effect, _inbox);
            else
                Effects.Add(effect);
        }
        for (; _inbox.Take() is { } message; any = true)
            Update.News(World.Ui, message);
        return any;
    }

    public void Until(Func<bool> condition, string what)
    {
        if (!Eventually.IsTrue(() => !Pump() && condition(), TimeSpan.FromSeconds(30)))
            Assert.Fail($"not in time: {what}; on the screen is\n{World.Plain()}");
    }

    /// <summary>Presses again and again, as somebody does who scrolls.</summary>
    public void PressUntil(string key, Func<bool> condition, string what) => Until(
        () =>
        {
            for (int i = 0; i < 20; i++)
            {
                if (condition())
                    return true;
                Press(key);
            }
            return condition();
        },
        what);

    public void UntilShown(string text) => Until(() => World.Plain().Contains(text, StringComparison.Ordinal), text);

    public void Press(string keys)
    {
        foreach (string key in keys.Split(' '))
        {
            World.Press(key);
            Pump();
            World.Draw();
        }
    }

    /// <summary>The texts in the body, without empty rows.</summary>
    public string[] Lines()
        => [.. World.Plain().Split('\n').Skip(4).Take(World.Ui.Height - 6).Where(static line => line.Length > 0).Select(static line => line.TrimStart('▌', ' '))];

    public void Dispose()
    {
        _handler.Dispose();
        _inbox.Dispose();
    }

    private static Lifetop.Model.Query.WorkerRow RowOf(LogSource source) => Rows.Row(source.Name, key: source.Key, with: worker => worker with
    {
        Declaration = source.File is null ? null : new Declaration { Source = "lifetop", Identity = source.Key, Key = new WorkerKey(source.Key), Name = source.Name, Log = source.File },
        Pane = source.Pane is null ? null : new PaneSighting(source.Pane),
    });

    private sealed class Clock : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

        public override DateTimeOffset GetUtcNow() => Rows.Now;
    }

    private sealed class Ground : Screen
    {
        public override KeyContext Context => KeyContext.Grid;

        public override void Draw(Canvas canvas, UiState ui) => canvas.Clear(ui.Scheme[Lifetop.Theming.Role.Ground]);
    }
}
