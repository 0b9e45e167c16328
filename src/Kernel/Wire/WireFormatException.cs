using System.Runtime.Serialization;

namespace ActorSim.Kernel.Wire;

/// <summary>Bytes that are not the message they claim to be, or a message that may not leave its process. Of the kind that Akka takes for a
/// fault of one message, not of the connection.</summary>
public sealed class WireFormatException(string message, Exception? inner = null) : SerializationException(message, inner);
