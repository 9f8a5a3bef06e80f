using EvalHarness.Core;

namespace EvalHarness.Runs;

/// <summary>Measures for a collector how a run goes, and tells on.</summary>
/// <param name="inner">Is told all.</param>
internal sealed class MeasuredProgress(IRunProgress inner) : IRunProgress
{
    /// <inheritdoc/>
    public void Asking() => inner.Asking();

    /// <inheritdoc/>
    public void Asked() => inner.Asked();

    /// <inheritdoc/>
    public void Began(string model, long planned, long settled) => inner.Began(model, planned, settled);

    /// <inheritdoc/>
    public void Sent(string model) => inner.Sent(model);

    /// <inheritdoc/>
    public void Returned(string model) => inner.Returned(model);

    /// <inheritdoc/>
    public void Retrying(string model, Failure failure, TimeSpan wait) => inner.Retrying(model, failure, wait);

    /// <inheritdoc/>
    public void Settled(Response response)
    {
        Telemetry.Settled(response);
        inner.Settled(response);
    }

    /// <inheritdoc/>
    public void Waiting(string model, string? what) => inner.Waiting(model, what);

    /// <inheritdoc/>
    public void Stopped(string model, string reason) => inner.Stopped(model, reason);

    /// <inheritdoc/>
    public void Noted(string note) => inner.Noted(note);
}
