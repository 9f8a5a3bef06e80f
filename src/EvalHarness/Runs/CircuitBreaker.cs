using System.Globalization;
using EvalHarness.Core;

namespace EvalHarness.Runs;

/// <summary>Notices that a model is out of order, so that a run does not ask it a hundred thousand times in vain.</summary>
/// <remarks>
/// It opens when requests in a row fail alike (same kind, same status): five for 401, 403 and 404, which concern every
/// request; twenty for what was retried in vain, such as a dead host; fifty for what may lie in single requests, such as
/// 400, and then only if the model has never answered.
/// </remarks>
internal sealed class CircuitBreaker
{
    private readonly Lock gate = new();
    private bool hasAnswered;
    private (string Kind, int? Status) last;
    private int alike;

    /// <summary>Notes what became of a request.</summary>
    /// <param name="response">What came back.</param>
    /// <param name="isTransient">Whether another attempt could have helped.</param>
    /// <returns>Why the model is to be left alone from now on; null when it is not.</returns>
    public string? Observe(Response response, bool isTransient)
    {
        ArgumentNullException.ThrowIfNull(response);
        lock (gate)
        {
            if (response.Failure is not { } failure)
            {
                (hasAnswered, alike) = (true, 0);
                return null;
            }
            alike = last == (failure.Kind, failure.Status) ? alike + 1 : 1;
            last = (failure.Kind, failure.Status);
            return alike < Allowed(failure, isTransient)
                ? null
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"{alike} requests in a row failed alike: {failure.Message}"
                );
        }
    }

    private int Allowed(Failure failure, bool isTransient) =>
        failure.Status is 401 or 403 or 404 ? 5
        : isTransient ? 20
        : hasAnswered ? int.MaxValue
        : 50;
}
