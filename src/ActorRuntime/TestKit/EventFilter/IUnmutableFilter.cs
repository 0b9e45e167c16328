namespace Akka.TestKit;

/// <summary>Events that are silenced until they are not.</summary>
public interface IUnmutableFilter : IDisposable
{
    void Unmute();
}
