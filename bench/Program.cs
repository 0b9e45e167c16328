using BenchmarkDotNet.Running;

BenchmarkSwitcher.FromAssembly(typeof(ActorSim.Bench.MachineRun).Assembly).Run(args);
