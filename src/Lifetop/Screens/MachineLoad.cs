namespace Lifetop.Screens;

/// <summary>How busy the machine is, for the header. Refilled in place; negative is not known.</summary>
public sealed class MachineLoad
{
    /// <summary>Processes waiting to run, over a minute.</summary>
    public double Average { get; set; } = -1;
    public long UsedBytes { get; set; } = -1;
    public long TotalBytes { get; set; } = -1;
}
