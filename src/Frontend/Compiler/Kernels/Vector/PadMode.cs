namespace ActorSim.Frontend.Compiler.Kernels.Vector;

/// <summary>What lies outside a padded tensor.</summary>
public enum PadMode
{
    Constant,

    /// <summary>Mirrored, without repeating the border.</summary>
    Reflect,

    /// <summary>The border's value.</summary>
    Edge,

    /// <summary>The other end.</summary>
    Wrap,
}
