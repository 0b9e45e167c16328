using ActorSim.Dram.AddressMaps;
using ActorSim.Dram.Standards;

namespace ActorSim.Tests.Laws.Dram;

/// <summary>A request inside the <see cref="NaiveController"/>.</summary>
internal sealed class NaiveRequest(Arrival arrival, long accepted, DramLocation place, DramStandard s)
{
    public Arrival Arrival { get; } = arrival;

    public long Accepted { get; } = accepted;

    public DramLocation Place { get; } = place;

    public bool Classified { get; set; }

    public int Bank => Place.Bank % s.BanksPerGroup;

    public int Group => Place.Bank / s.BanksPerGroup % s.BankGroups;

    public int Rank => Place.Bank / s.BanksPerGroup / s.BankGroups;

    public DramCommand Command(long cycle, DramCommandKind kind) => kind switch
    {
        DramCommandKind.Read or DramCommandKind.Write => new(cycle, kind, Rank, Group, Bank, Place.Row, Place.Column),
        DramCommandKind.Activate => new(cycle, kind, Rank, Group, Bank, Place.Row, -1),
        _ => new(cycle, kind, Rank, Group, Bank, -1, -1),
    };
}
