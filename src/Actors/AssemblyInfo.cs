using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("ActorSim.Tests")]
[assembly: InternalsVisibleTo("ActorSim.Bench")]
