using System.Collections.Immutable;
using EvalHarness.Core;
using Microsoft.Extensions.AI;

namespace EvalHarness.Models.Likelihoods;

/// <summary>
/// Answers how likely choices are by the alternatives that a chat lists for its first token: the probability that the answer
/// begins as a choice does. A choice that none of them begins is at most as likely as the least of them, or as what they leave over.
/// </summary>
/// <remarks>Of one choice that is one token this is its likelihood; of a longer one it is the most that it can be.</remarks>
/// <param name="inner">Asks the chat; disposed with this one.</param>
/// <param name="faults">Words for failures.</param>
public sealed class FirstTokenClient(IChatClient inner, HttpFaults faults) : DelegatingChatClient(inner)
{
    /// <summary>The most alternatives that OpenAI's interface lists.</summary>
    private const int MostAlternatives = 20;

    /// <inheritdoc/>
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        if (options.FindRequest() is not { Likelihood: { } question } request)
        {
            return await base.GetResponseAsync(messages, options, cancellationToken);
        }

        var generation = request.Generation with
        {
            MaxTokens = 1,
            Logprobs = request.Generation.Logprobs is > 0 and { } asked ? asked : MostAlternatives,
        };
        var first = request with { Likelihood = null, Generation = generation };
        var reply = await base.GetResponseAsync(messages, first.ToChatOptions(), cancellationToken);
        var details = reply.FindDetails();
        if (details?.Outcome is Outcome.Filtered or Outcome.Refused)
        {
            return reply;
        }

        if (details is not { Tokens: [{ Alternatives.Length: > 1 } token, ..] })
        {
            var none = faults.Unknown("it lists no alternatives of the first token, so that no likelihood is known");
            none.Usage = reply.Usage;
            throw none;
        }

        return LikelihoodReply.Of(Of(question.Choices, token.Alternatives), reply.Usage, details);
    }

    private static ImmutableArray<ChoiceLikelihood> Of(
        ImmutableArray<string> choices,
        ImmutableArray<TokenAlternative> listed
    )
    {
        double[] own = new double[choices.Length];
        double[] shared = new double[choices.Length];
        double all = 0;
        foreach (var one in listed)
        {
            double probability = Math.Exp(Math.Min(0, one.LogProbability));
            int[] begun = [.. Enumerable.Range(0, choices.Length).Where(i => Begins(one.Token, choices[i]))];
            foreach (int choice in begun)
            {
                (begun.Length == 1 ? own : shared)[choice] += probability;
            }

            all += probability;
        }

        // A piece that begins two choices matters only where it could make another one the likeliest.
        int best = Array.IndexOf(own, own.Max());
        bool isTold = Enumerable.Range(0, own.Length).All(i => i == best || own[best] > own[i] + shared[i]);

        // Whatever is not listed is no likelier than the last that is, and no likelier than the rest.
        double least = Math.Min(listed.Min(one => one.LogProbability), Math.Log(Math.Max(1 - all, double.Epsilon)));
        return
        [
            .. choices.Select(
                (choice, i) =>
                    shared[i] > 0 && !isTold ? new(choice, Log(own[i] + shared[i]), IsUpperBound: true)
                    : own[i] > 0 ? new ChoiceLikelihood(choice, Log(own[i]))
                    : new(choice, Math.Min(0, least), IsUpperBound: true)
            ),
        ];
    }

    private static double Log(double probability) => Math.Min(0, Math.Log(probability));

    /// <summary>White space before a token is a habit of tokenizers and no part of an answer.</summary>
    private static bool Begins(string token, string choice) =>
        token.TrimStart() is { Length: > 0 } said && choice.StartsWith(said, StringComparison.Ordinal);
}
