namespace Akka.Actor;

/// <summary>What a supervisor does about a failed child.</summary>
public enum Directive
{
    /// <summary>Goes on with the next message, state kept.</summary>
    Resume = 0,

    /// <summary>Makes a new instance, mailbox kept.</summary>
    Restart = 1,

    /// <summary>Fails itself, with the child's cause.</summary>
    Escalate = 2,

    Stop = 3,
}
