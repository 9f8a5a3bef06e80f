using System.ComponentModel.DataAnnotations;
using EvalHarness.Core;

namespace EvalHarness.Models;

/// <summary>When the first model's answer stands.</summary>
/// <param name="Confidence">How sure the first model must be of its answer.</param>
[Keyword("accept_when")]
public sealed record AcceptWhen(ConfidenceBound Confidence);

/// <summary>How sure a model must be of its answer.</summary>
/// <param name="AtLeast">Probability of its own answer, from class or token probabilities; a model that gives none is never sure.</param>
[Keyword("confidence")]
public sealed record ConfidenceBound([Range(0.0, 1.0)] double AtLeast)
{
    /// <summary>Whether an answer is sure enough, and why not if it is not.</summary>
    /// <param name="answer">What the model said, with its own probability.</param>
    public RouteReason Check(PeerAnswer answer) =>
        answer switch
        {
            { Value: null } => RouteReason.NoAnswer,
            { Confidence: null } => RouteReason.NoProbability,
            { Confidence: { } sure } => sure >= AtLeast ? RouteReason.Sure : RouteReason.Unsure,
        };
}
