using System.Numerics;
using ActorSim.Actors.Core;
using ActorSim.Actors.Dma;
using ActorSim.Actors.Network;
using ActorSim.Actors.Noc;
using ActorSim.Actors.Protocol;
using ActorSim.Actors.Scheduler;
using ActorSim.Dram;
using ActorSim.Dram.ChannelMaps;
using ActorSim.Kernel.Model;

namespace ActorSim.Actors.Machine;

/// <summary>What a machine must satisfy, whoever described it. Each message names the key, the value and the range.</summary>
public static class MachineSpecRules
{
    private const long MaxHz = 1_000_000_000_000;

    private const double PicosecondsPerSecond = 1e12;

    // About 0.4 KiB of host memory per pair, measured with 1024 cores and as many channels: at most half a gigabyte before anything runs.
    private const long MaxCrossbarPairs = 1 << 20;

    /// <exception cref="InvalidSystemException">The first rule that is broken.</exception>
    public static void Check(MachineSpec spec)
    {
        Range("machine.cores", spec.Cores, 1, RequestTag.MaxCores);
        Range("core.clock", spec.CoreHz, 1, MaxHz, " Hz");
        Range("noc.clock", spec.NocHz, 1, MaxHz, " Hz");
        Range("dram.clock", spec.DramHz, 1, MaxHz, " Hz");
        Range("core.arrays", spec.Core.Arrays, 1, CoreSpec.MaxArrays);
        Range("core.weight-buffer-depth", spec.Core.WeightBufferDepth, 1, CoreSpec.MaxWeightBufferDepth);
        Range("core.spad", spec.Core.SpadBytes, 1, long.MaxValue / 2, " bytes");
        Range("dma.injection-ports", spec.Dma.InjectionPorts, 1, DmaSpec.MaxInjectionPorts);
        Range("dma.request-bytes", spec.Dma.RequestBytes, 8, 4096, " bytes");
        Require(BitOperations.IsPow2(spec.Dma.RequestBytes), $"dma.request-bytes = {spec.Dma.RequestBytes} must be a power of two",
            "dma.request-bytes");
        Range("noc.latency", spec.Noc.LatencyCycles, 1, CrossbarSpec.MaxLatencyCycles, " cycles");
        Range("dram.channels", spec.Dram.Channels, 1, ChannelMap.MaxChannels);
        Range("dram.fixed.latency", spec.Dram.FixedLatencyCycles, 0, int.MaxValue, " cycles");
        Named("dram.channel-map", spec.Dram.ChannelMap, ChannelMapCatalog.Names);
        Named("dram.model", spec.Dram.Model, DramCatalog.Names);
        Named("scheduler.policy", spec.Scheduler.Policy, DispatchCatalog.NamesOf(spec.Scheduler));
        Require(!DispatchCatalog.Names.Any(spec.Scheduler.OwnPolicies.ContainsKey),
            $"a policy of your own may not be called as one of the catalog: {string.Join(", ", DispatchCatalog.Names)}", "scheduler.policy");
        Range("scheduler.block-size", spec.Scheduler.BlockSize, 1, int.MaxValue);
        Require((long)spec.Cores * spec.Dram.Channels <= MaxCrossbarPairs,
            $"machine.cores = {spec.Cores} times dram.channels = {spec.Dram.Channels} must be at most {MaxCrossbarPairs}: "
            + "the crossbar has links for each pair; use fewer of one of them", "dram.channels");
        CheckNetwork(spec);
        CheckPartitions(spec);
        CheckStandard(spec);
        CheckCombinations(spec);
    }

    private static void CheckNetwork(MachineSpec spec)
    {
        if (spec.Network is not { } network)
        {
            return;
        }

        Range("noc.link-bytes", network.LinkBytes, 1, NetworkSpec.MostLinkBytes, " bytes");
        Range("noc.header-bytes", network.HeaderBytes, 1, NetworkSpec.MostHeaderBytes, " bytes");
        Range("noc.nodes-per-core", network.NodesPerCore, 1, DmaSpec.MaxInjectionPorts);
        NetworkRules.CheckPlaces(network, spec.Cores, spec.Dram.Channels);
        NetworkRules.CheckRouting(network);
    }

    private static void CheckPartitions(MachineSpec spec)
    {
        var owner = new Dictionary<int, int>();
        for (var p = 0; p < spec.Scheduler.Partitions.Count; p++)
        {
            Require(spec.Scheduler.Partitions[p].Count > 0, $"scheduler.partitions: partition {p} has no core", "scheduler.partitions");
            foreach (var core in spec.Scheduler.Partitions[p])
            {
                Require(core >= 0 && core < spec.Cores, $"scheduler.partitions: partition {p} names core {core}, the machine has cores 0 to {spec.Cores - 1}",
                    "scheduler.partitions");
                Require(owner.TryAdd(core, p), $"scheduler.partitions: core {core} is in partition {(owner.TryGetValue(core, out var q) ? q : p)} and in partition {p}",
                    "scheduler.partitions");
            }
        }
    }

    // A standard may be the host's own: what its cycles and bursts mean here.
    private static void CheckStandard(MachineSpec spec)
    {
        if (spec.Dram.Model != DramCatalog.Standard)
        {
            return;
        }

        var (standard, controller) = spec.Dram.Setup;
        try
        {
            standard.Validate();
            controller.Validate();
        }
        catch (ArgumentException e)
        {
            throw new InvalidSystemException(WithoutParameter(e.Message), "dram.standard");
        }

        Require(spec.Dma.RequestBytes == standard.RequestBytes,
            $"dma.request-bytes = {spec.Dma.RequestBytes} bytes, but a burst of {standard.Name} moves {standard.RequestBytes}; make them equal", "dma.request-bytes");
        Require(Math.Abs((PicosecondsPerSecond / spec.DramHz) - standard.TckPs) <= 1,
            $"dram.clock = {spec.DramHz} Hz, but the cycles of {standard.Name} are {standard.TckPs} ps; set it to {(long)(PicosecondsPerSecond / standard.TckPs)}",
            "dram.clock");
    }

    // What only the whole can tell: the map knows its channel counts, the timebase its clocks.
    private static void CheckCombinations(MachineSpec spec)
    {
        try
        {
            _ = ChannelMapCatalog.Create(spec.Dram.ChannelMap, spec.Dram.Channels);
            _ = new Timebase(spec.CoreHz, spec.NocHz, spec.DramHz);
        }
        catch (ArgumentException e)
        {
            throw new InvalidSystemException(WithoutParameter(e.Message), e.ParamName == "channels" ? "dram.channels" : null);
        }
    }

    // The runtime appends the name of a method's parameter, which means nothing to the user.
    private static string WithoutParameter(string message) =>
        message.IndexOf(" (Parameter", StringComparison.Ordinal) is var at and >= 0 ? message[..at] : message;

    private static void Range(string key, long value, long least, long most, string unit = "") =>
        Require(value >= least && value <= most, $"{key} = {value}{unit} must be from {least} to {most}{unit}", key);

    private static void Named(string key, string value, IReadOnlyList<string> names) =>
        Require(names.Contains(value), $"{key} = '{value}' is not known; one of: {string.Join(", ", names)}", key);

    private static void Require(bool condition, string message, string? key = null)
    {
        if (!condition)
        {
            throw new InvalidSystemException(message, key);
        }
    }
}
