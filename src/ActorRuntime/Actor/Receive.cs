namespace Akka.Actor;

/// <summary>A behaviour; false for a message that it does not handle.</summary>
public delegate bool Receive(object message);
