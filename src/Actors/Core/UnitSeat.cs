using System.Globalization;
using ActorSim.Kernel.Model;

namespace ActorSim.Actors.Core;

/// <summary>The place of a compute unit in a machine that is being built.</summary>
/// <param name="Name">Path of the actor: "core-3/vector"; units of the unit's own go below it.</param>
/// <param name="Core">Index of the core.</param>
/// <param name="Clock">The core's clock.</param>
/// <param name="Topology">To connect units of the unit's own with it.</param>
public sealed record UnitSeat(string Name, int Core, Clock Clock, TopologyBuilder Topology)
{
    /// <summary>Adds a unit to the core's group: the seat's own, or one that it brings along.</summary>
    public T Add<T>(T unit)
        where T : Unit => Topology.Add(unit, Core);
}

/// <summary>What sits in the seats of a core: the table of its compute units. A host puts a unit of its own into one of them.</summary>
public sealed record UnitSeats
{
    /// <summary>Pipelined units everywhere.</summary>
    public static UnitSeats Standard { get; } = new();

    /// <summary>Systolic arrays.</summary>
    public Func<UnitSeat, OperationUnit> Array { get; init; } =
        static seat => seat.Add(new PipelineUnit(seat.Name, seat.Clock, static unit => new SystolicArrayActor(unit)));

    /// <summary>The vector unit.</summary>
    public Func<UnitSeat, OperationUnit> Vector { get; init; } =
        static seat => seat.Add(new PipelineUnit(seat.Name, seat.Clock, static unit => new VectorUnitActor(unit)));

    /// <summary>The cross-lane unit.</summary>
    public Func<UnitSeat, OperationUnit> CrossLane { get; init; } =
        static seat => seat.Add(new PipelineUnit(seat.Name, seat.Clock, static unit => new CrossLaneUnitActor(unit)));

    /// <summary>Has a seat taken.</summary>
    /// <exception cref="ArgumentException">What was made has another name than the seat, or was not added.</exception>
    internal static OperationUnit Take(Func<UnitSeat, OperationUnit> create, UnitSeat seat)
    {
        var unit = create(seat);
        return unit.Name == seat.Name && unit.Index >= 0 ? unit
            : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"the unit for '{seat.Name}' must be called so and be added with {nameof(UnitSeat)}.{nameof(UnitSeat.Add)}; it is '{unit.Name}'"));
    }
}
