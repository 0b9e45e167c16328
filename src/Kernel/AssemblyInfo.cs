using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("ActorSim.Tests")]
