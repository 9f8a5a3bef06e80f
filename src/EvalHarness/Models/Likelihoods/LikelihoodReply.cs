using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using EvalHarness.Core;
using Microsoft.Extensions.AI;

namespace EvalHarness.Models.Likelihoods;

/// <summary>Likelihoods as the response of a call.</summary>
public static class LikelihoodReply
{
    /// <summary>
    /// The response: the likelihoods, in words too, and where all are exact the probability of each choice among them. The texts
    /// of people are what a log shows; nothing reads them again.
    /// </summary>
    /// <param name="likelihoods">How likely each choice is, in the order asked.</param>
    /// <param name="usage">Tokens counted; null where they are not known.</param>
    /// <param name="details">What else the backend said; null for nothing.</param>
    public static ChatResponse Of(
        ImmutableArray<ChoiceLikelihood> likelihoods,
        UsageDetails? usage,
        ResponseDetails? details = null
    )
    {
        var response = new ChatResponse(new ChatMessage(ChatRole.Assistant, InWords(likelihoods)))
        {
            FinishReason = ChatFinishReason.Stop,
            Usage = usage,
            ModelId = details?.ModelVersion,
        };
        response.SetDetails(
            (details ?? new ResponseDetails()) with
            {
                FinishReason = "stop",
                Outcome = Outcome.Answered,
                Likelihoods = likelihoods,
                Probabilities = AmongThem(likelihoods),
                Tokens = [],
            }
        );
        return response;
    }

    private static string InWords(ImmutableArray<ChoiceLikelihood> likelihoods)
    {
        var text = new StringBuilder();
        foreach (var one in likelihoods)
        {
            text.Append(text.Length == 0 ? "" : "\n")
                .Append(
                    CultureInfo.InvariantCulture,
                    $"{one.Choice}: {(one.IsUpperBound ? "below " : "")}{one.LogLikelihood:0.0000}"
                );
            if (one.Unconditional is { } bare)
            {
                text.Append(CultureInfo.InvariantCulture, $" ({bare:0.0000} after the bare prompt)");
            }
        }

        return text.ToString();
    }

    /// <summary>Softmax over the choices; empty where one is but a bound.</summary>
    private static ImmutableSortedDictionary<string, double> AmongThem(ImmutableArray<ChoiceLikelihood> likelihoods)
    {
        if (likelihoods.IsDefaultOrEmpty || likelihoods.Any(one => one.IsUpperBound))
        {
            return ImmutableSortedDictionary<string, double>.Empty;
        }

        double most = likelihoods.Max(one => one.LogLikelihood);
        double sum = likelihoods.Sum(one => Math.Exp(one.LogLikelihood - most));
        return likelihoods.ToImmutableSortedDictionary(
            one => one.Choice,
            one => Math.Exp(one.LogLikelihood - most) / sum,
            StringComparer.Ordinal
        );
    }
}
