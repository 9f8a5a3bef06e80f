namespace EvalHarness.Fleet.Workers;

/// <summary>What becomes of a worker whose silo the others have given up, as after a freeze: it brings what it has in flight, and joins them again.</summary>
/// <remarks>Orleans would end the process at once, and answers with it that are paid.</remarks>
/// <param name="tell">Is told.</param>
internal sealed class FatalErrors(Action<string> tell) : IFatalErrorHandler, IDisposable
{
    private readonly CancellationTokenSource lost = new();

    /// <summary>Whether the silo is lost.</summary>
    public CancellationToken Lost => lost.Token;

    /// <inheritdoc/>
    public bool IsUnexpected(Exception exception) => exception is not OperationCanceledException;

    /// <inheritdoc/>
    public void OnFatalException(object? sender, string? context, Exception? exception)
    {
        if (!lost.IsCancellationRequested)
        {
            tell(
                "the other workers have given this one up, as they do with a machine that stood still: it brings what is in flight and joins them again"
            );
            lost.Cancel();
        }
    }

    public void Dispose() => lost.Dispose();
}
