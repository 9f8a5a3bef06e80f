using EvalHarness.Core;

namespace EvalHarness.Runs;

/// <summary>Tells nobody how a run goes.</summary>
internal sealed class SilentProgress : IRunProgress
{
    /// <inheritdoc/>
    public void Began(string model, long planned, long settled) { }

    /// <inheritdoc/>
    public void Sent(string model) { }

    /// <inheritdoc/>
    public void Returned(string model) { }

    /// <inheritdoc/>
    public void Retrying(string model, Failure failure, TimeSpan wait) { }

    /// <inheritdoc/>
    public void Settled(Response response) { }

    /// <inheritdoc/>
    public void Stopped(string model, string reason) { }
}
