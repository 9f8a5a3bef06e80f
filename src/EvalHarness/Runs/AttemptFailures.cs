using System.Net.Sockets;
using System.Text.Json;
using EvalHarness.Core;
using EvalHarness.Models;
using Microsoft.Extensions.AI;

namespace EvalHarness.Runs;

/// <summary>Says of whatever a client threw what failed and whether another attempt may help.</summary>
/// <remarks>
/// Our clients throw <see cref="ModelException"/>, which knows. For others: connections, broken bodies and timeouts may
/// pass; what has an HTTP status goes by it; anything else is the client's own trouble and would come again.
/// </remarks>
internal static class AttemptFailures
{
    /// <summary>Classifies an exception.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="thrown">What was thrown.</param>
    /// <param name="deadline">The attempt's deadline, when that is what ended it; null otherwise.</param>
    public static ModelException Classify(string model, Exception thrown, TimeSpan? deadline) =>
        thrown switch
        {
            _ when deadline is { } time => Timeout(model, time, thrown),
            ModelException known => known,
            HttpRequestException { StatusCode: { } status } => Of(
                model,
                "http",
                (int)status,
                HttpFaults.IsTransient((int)status),
                thrown
            ),
            HttpRequestException or IOException or SocketException => Of(model, "connection", null, true, thrown),
            OperationCanceledException or TimeoutException => Of(model, "timeout", null, true, thrown),
            JsonException => Of(model, "body", null, true, thrown),
            _ => Of(model, "backend", null, false, thrown),
        };

    /// <summary>Whether a failure lay in the way to the backend, its load, the key, the account or the model, and not in the request.</summary>
    /// <param name="failure">The failure; null where there is none.</param>
    public static bool MayPass(Failure? failure) =>
        failure is { Status: null or 401 or 402 or 403 or 404, Kind: not ("backend" or "recording") }
        || failure is { Status: { } status } && HttpFaults.IsTransient(status);

    /// <summary>The failure of a reply whose backend says that generating it failed; null where it says nothing of the kind.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="chat">The reply.</param>
    public static ModelException? Broken(string model, ChatResponse chat)
    {
        string? word = chat.FindDetails()?.FinishReason ?? chat.FinishReason?.Value;
        return FinishReasons.Of(word) is Ending.Broken
            ? new ModelException(
                new Failure("body", null, $"model '{model}': the backend stopped with '{word}'"),
                isTransient: true
            )
            {
                ServerRequest = chat.FindDetails()?.ServerRequest,
            }
            : null;
    }

    private static ModelException Timeout(string model, TimeSpan deadline, Exception thrown)
    {
        string text = FormattableString.Invariant($"model '{model}': no answer within {deadline.TotalSeconds:0.###} s");
        return new ModelException(new Failure("timeout", null, text), true, null, thrown);
    }

    /// <summary>The exception's own words may quote a prompt or a key: only its type is told.</summary>
    private static ModelException Of(string model, string kind, int? status, bool isTransient, Exception thrown)
    {
        string what = status is { } code ? FormattableString.Invariant($"status {code}") : thrown.GetType().Name;
        return new ModelException(new Failure(kind, status, $"model '{model}': {what}"), isTransient, null, thrown);
    }
}
