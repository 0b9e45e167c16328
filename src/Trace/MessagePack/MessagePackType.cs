namespace ActorSim.Trace.MessagePack;

/// <summary>Type of a MessagePack object.</summary>
public enum MessagePackType : byte
{
    Unknown,
    Integer,
    Nil,
    Boolean,
    Float,
    String,
    Binary,
    Array,
    Map,
    Extension,
}
