namespace ActorSim.Noc.Topologies;

/// <summary>
/// k-ary n-stage butterfly: n stages of k^(n-1) switches. Between stage s - 1 and s the lowest digit of the wire is exchanged with digit n - s of it,
/// so that the port taken in stage s sets that digit of the destination.
/// </summary>
public static class ButterflyTopology
{
    public static NocTopology Create(string name, int arity, int stages, int latency)
    {
        var perStage = FatTreeTopology.Power(arity, stages - 1);
        var links = new List<NocLink>();
        for (var stage = 1; stage < stages; stage++)
        {
            var stride = FatTreeTopology.Power(arity, stages - stage - 1);
            for (var address = 0; address < perStage; address++)
            {
                var digit = address / stride % arity;
                for (var port = 0; port < arity; port++)
                {
                    var from = address + ((port - digit) * stride);
                    links.Add(new NocLink(((stage - 1) * perStage) + from, digit, (stage * perStage) + address, port, latency));
                }
            }
        }

        var last = (stages - 1) * perStage;
        var nodes = Enumerable.Range(0, perStage * arity)
            .Select(node => new NodePlace(node / arity, node % arity, last + (node / arity), node % arity)).ToArray();
        var ports = Enumerable.Repeat(arity, stages * perStage).ToArray();
        return new NocTopology(name, new ButterflyShape(arity, stages), ports, links, nodes, Enumerable.Repeat(arity, stages).ToArray());
    }
}
