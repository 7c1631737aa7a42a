namespace Lifetop.App.Watching;

/// <summary>A systemd user unit that keeps watch running.</summary>
public static class UserUnit
{
    /// <param name="program">The installed program.</param>
    public static string Text(string program) => $"""
        # ~/.config/systemd/user/lifetop-watch.service
        # systemctl --user enable --now lifetop-watch; loginctl enable-linger lets it run while you are logged out
        [Unit]
        Description=lifetop watch: keeps workers as their policies say

        [Service]
        Type=simple
        ExecStart={Quoted(program)} watch
        Restart=always
        RestartSec=2
        KillMode=process

        [Install]
        WantedBy=default.target

        """;

    /// <summary>systemd splits at blanks, and takes % and $ for its own.</summary>
    private static string Quoted(string path)
        => '"' + path.Replace("\\", "\\\\", System.StringComparison.Ordinal).Replace("\"", "\\\"", System.StringComparison.Ordinal)
            .Replace("%", "%%", System.StringComparison.Ordinal).Replace("$", "$$", System.StringComparison.Ordinal) + '"';
}
