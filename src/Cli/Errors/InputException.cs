namespace ActorSim.Cli.Errors;

/// <summary>The user asked for something that cannot be: the message names the option or file, the value and what to do.</summary>
public sealed class InputException(string message, Exception? inner = null) : Exception(message, inner);
