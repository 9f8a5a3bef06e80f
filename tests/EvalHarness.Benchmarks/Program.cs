using System.Globalization;
using BenchmarkDotNet.Running;
using EvalHarness.Benchmarks;

// The engine is measured against a server in a process of its own, which BenchmarkDotNet does not do.
switch (args)
{
    case ["engine", .. var rest]:
        await EngineBenchmarks.RunAsync(rest);
        break;
    case ["engine-server", var milliseconds]:
        await InstantServer.RunAsync(TimeSpan.FromMilliseconds(int.Parse(milliseconds, CultureInfo.InvariantCulture)));
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        break;
}
