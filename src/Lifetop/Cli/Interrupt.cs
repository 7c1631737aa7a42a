using System;
using System.Runtime.InteropServices;
using System.Threading;

namespace Lifetop.Cli;

/// <summary>Ctrl-C as a wish to stop, while something is under way that can say how far it came.</summary>
internal sealed class Interrupt : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration _registration;

    public Interrupt()
        => _registration = PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
        {
            context.Cancel = true;
            _source.Cancel();
        });

    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        _registration.Dispose();
        _source.Dispose();
    }
}
