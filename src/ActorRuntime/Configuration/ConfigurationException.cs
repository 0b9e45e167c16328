using Akka.Actor;

namespace Akka.Configuration;

/// <summary>A configuration that cannot be read, or that asks for what does not exist.</summary>
public class ConfigurationException : AkkaException
{
    public ConfigurationException(string message)
        : base(message)
    {
    }

    public ConfigurationException(string message, Exception exception)
        : base(message, exception)
    {
    }
}
