using System;
using System.Text;
using Lifetop.Observation.Proc;
using Xunit;

namespace Lifetop.Tests.Observation.Proc;

public sealed class ControlGroupsTests
{
    [Theory]
    [InlineData("/system.slice/nginx.service", true, true)]
    [InlineData("/system.slice/system-getty.slice/getty@tty1.service", true, true)]
    [InlineData("/host/system.slice/nginx.service/worker", true, true)]
    [InlineData("/system.slice/docker-0a1b.scope", false, false)]
    [InlineData("/user.slice/user-1000.slice/user@1000.service/app.slice/editor.service", false, true)]
    [InlineData("/user.slice/user-1000.slice/user@1000.service/tmux-spawn-1.scope", false, false)]
    [InlineData("/user.slice/user-1000.slice/user@1000.service/init.scope", false, false)]
    [InlineData("/user.slice/user-1000.slice/session-3.scope", false, false)]
    [InlineData("/system.slice", false, false)]
    [InlineData("/", false, false)]
    [InlineData("", false, false)]
    [InlineData(null, false, false)]
    public void Tells_services_from_sessions(string? path, bool ofSystem, bool ofAny)
    {
        Assert.Equal(ofSystem, ControlGroups.IsSystemService(path));
        Assert.Equal(ofAny, ControlGroups.IsService(path));
    }

    [Theory]
    [InlineData("0::/user.slice/a.scope\n", "/user.slice/a.scope")]
    [InlineData("2:cpu:/x\n1:name=systemd:/user.slice/b.scope\n0::/\n", "/user.slice/b.scope")]
    [InlineData("1:name=systemd:/c.scope\n0::/d.scope\n", "/d.scope")]
    [InlineData("0::/\n", "/")]
    [InlineData("3:cpu:/only\n", "")]
    [InlineData("", "")]
    [InlineData("0::/torn", "/torn")]
    public void Prefers_the_unified_path_unless_it_says_nothing(string file, string path) =>
        Assert.Equal(path, Encoding.UTF8.GetString(ControlGroups.PathIn(Encoding.UTF8.GetBytes(file))));
}
