namespace ActorSim.Trace.MessagePack;

/// <summary>Type code (application types are 0..127) and payload length in bytes of an extension object.</summary>
public readonly record struct ExtensionHeader(sbyte TypeCode, uint Length);
