using EvalHarness.Core;
using EvalHarness.Runs;

namespace EvalHarness.Fleet.Workers;

/// <summary>Counts what is settled; who shows how a run goes is who reads the store.</summary>
/// <param name="count">Counts one.</param>
internal sealed class SettledCount(Action count) : IRunProgress
{
    public void Began(string model, long planned, long settled) { }

    public void Sent(string model) { }

    public void Returned(string model) { }

    public void Retrying(string model, Failure failure, TimeSpan wait) { }

    public void Settled(Response response) => count();

    public void Stopped(string model, string reason) { }
}
