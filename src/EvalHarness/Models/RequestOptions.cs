using EvalHarness.Core;
using Microsoft.Extensions.AI;

namespace EvalHarness.Models;

/// <summary>Carries our request and what came back beyond the chat through Microsoft.Extensions.AI's open properties.</summary>
public static class RequestOptions
{
    private const string RequestKey = "evalharness.request";
    private const string DetailsKey = "evalharness.details";

    /// <summary>Puts the request into the options of a call.</summary>
    /// <param name="options">Options of the call.</param>
    /// <param name="request">The request.</param>
    public static void SetRequest(this ChatOptions options, Request request)
    {
        ArgumentNullException.ThrowIfNull(options);
        (options.AdditionalProperties ??= [])[RequestKey] = request;
    }

    /// <summary>The request that a call is about; null when the caller is not our engine.</summary>
    /// <param name="options">Options of the call.</param>
    public static Request? FindRequest(this ChatOptions? options) =>
        options?.AdditionalProperties?.GetValueOrDefault(RequestKey) as Request;

    /// <summary>Puts what came back beyond the chat into a response.</summary>
    /// <param name="response">The response.</param>
    /// <param name="details">Probabilities, tokens, outcome.</param>
    public static void SetDetails(this ChatResponse response, ResponseDetails details)
    {
        ArgumentNullException.ThrowIfNull(response);
        (response.AdditionalProperties ??= [])[DetailsKey] = details;
    }

    /// <summary>What came back beyond the chat; null when the client gave nothing.</summary>
    /// <param name="response">The response.</param>
    public static ResponseDetails? FindDetails(this ChatResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        return response.AdditionalProperties?.GetValueOrDefault(DetailsKey) as ResponseDetails;
    }
}
