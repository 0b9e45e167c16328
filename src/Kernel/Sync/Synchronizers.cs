namespace ActorSim.Kernel;

/// <summary>The synchronizers by name.</summary>
public static class Synchronizers
{
    public const string Sequential = "sequential";
    public const string NullMessage = "null-message";
    public const string Window = "window";
    public const string Auto = "auto";

    public static ISynchronizer Create(string name, int workers = 1, string partition = "grouped", int? shuffleSeed = null) => new SequentialSynchronizer();
}
