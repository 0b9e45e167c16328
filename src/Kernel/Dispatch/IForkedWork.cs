namespace ActorSim.Kernel.Dispatch;

/// <summary>Work that was divided into pieces, which lie in one pile per worker.</summary>
internal interface IForkedWork
{
    /// <summary>Does one piece on the thread of <paramref name="worker"/>; every piece of a round is done once. Must not throw.</summary>
    void RunPiece(int pile, int piece, int worker);
}
