using System.Globalization;
using ActorSim.Noc.Routers;
using ActorSim.Noc.Simulation;
using ActorSim.Trace.Writing;

namespace ActorSim.Cli.Noc;

/// <summary>
/// Writes every flit's events as CSV: I a node sends it, S a router's switch grants it, E it arrives at a node. Members that an event does not have
/// are -1.
/// </summary>
internal sealed class FlitEventFile : IFlitListener, IDisposable
{
    private readonly OutputFile _file;
    private readonly StreamWriter _writer;
    private string _scenario = "";

    public FlitEventFile(string path)
    {
        _file = new OutputFile(path);
        _writer = new StreamWriter(_file.Stream, bufferSize: 1 << 16) { NewLine = "\n" };
        _writer.WriteLine("scenario,cycle,event,node,in_port,in_vc,out_port,out_vc,packet,flit");
    }

    /// <summary>Events that follow are of this scenario.</summary>
    public FlitEventFile Of(string scenario)
    {
        _scenario = scenario;
        return this;
    }

    public void OnSent(long cycle, int node, int packet, in Flit flit) => Write(cycle, 'I', node, -1, -1, -1, flit.Vc, packet, flit.Sequence);

    public void OnGranted(long cycle, int router, int packet, in RouterSend send) =>
        Write(cycle, 'S', router, send.InPort, send.InVc, send.OutPort, send.Flit.Vc, packet, send.Flit.Sequence);

    public void OnArrived(long cycle, int node, int packet, in Flit flit) => Write(cycle, 'E', node, -1, flit.Vc, -1, -1, packet, flit.Sequence);

    /// <summary>All events were written: the file gets its name.</summary>
    public void Commit()
    {
        _writer.Flush();
        _file.Commit();
    }

    public void Dispose() => _file.Dispose();

    private void Write(long cycle, char kind, int node, int inPort, int inVc, int outPort, int outVc, int packet, int flit) => _writer.WriteLine(
        string.Create(CultureInfo.InvariantCulture, $"{_scenario},{cycle},{kind},{node},{inPort},{inVc},{outPort},{outVc},{packet},{flit}"));
}
