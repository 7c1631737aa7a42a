using System;

namespace Lifetop.Screens;

/// <summary>Something a screen asks of the rest: done away from the screen's thread, answered by a <see cref="Message"/>. Immutable.</summary>
public abstract record Effect;

/// <summary>Leave, with the terminal as it was.</summary>
public sealed record QuitProgram : Effect;

/// <summary>Stop as Ctrl-Z does, until somebody says fg.</summary>
public sealed record SuspendProgram : Effect;

/// <summary>Draw everything anew, whatever the terminal may show.</summary>
public sealed record RedrawAll : Effect;

/// <summary>Put a text into the clipboard of whoever looks (OSC 52).</summary>
/// <param name="What">Names it to whoever copied it: <c>pid 4211</c>. Safe to draw.</param>
public sealed record CopyText(string Text, string What) : Effect;

/// <summary>Ring the terminal's bell.</summary>
public sealed record RingBell : Effect;

/// <summary>Keep a setting in the config file; an empty value takes it out.</summary>
public sealed record SaveSetting(string Key, string Value) : Effect;

/// <summary>Go to this pane, and come back when it is detached from.</summary>
public sealed record AttachPane(string Name, string Socket, string SessionId, string WindowId, string PaneId) : Effect;

/// <summary>No plan may touch this worker, or one may again.</summary>
public sealed record ProtectWorker(string Identity, string Name, bool On) : Effect;

/// <summary>Off the attention list until then; null puts it back.</summary>
public sealed record SnoozeWorker(string Identity, string Name, DateTimeOffset? Until) : Effect;
