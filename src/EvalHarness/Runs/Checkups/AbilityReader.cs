using System.Text.Json;
using EvalHarness.Core;

namespace EvalHarness.Runs.Checkups;

/// <summary>Reads out of the responses to probes what they show: a pure function.</summary>
internal static class AbilityReader
{
    /// <summary>What was shown of an ability.</summary>
    /// <param name="ability">The ability.</param>
    /// <param name="responses">The responses to its probes, in order; at least one.</param>
    /// <param name="maxTokens">Most tokens that an answer could have.</param>
    public static AbilityFinding Read(ModelAbility ability, IReadOnlyList<Response> responses, int maxTokens)
    {
        if (responses.FirstOrDefault(response => response.Outcome.IsMissing()) is { } failed)
        {
            return Failed(ability, failed.Failure);
        }

        if (responses.FirstOrDefault(response => response.Outcome is Outcome.Filtered or Outcome.Refused) is not null)
        {
            return new(ability, AbilityState.Unknown, "the answer was withheld");
        }

        return ability switch
        {
            ModelAbility.Chat => new(ability, AbilityState.Yes),
            ModelAbility.Stream => Stream(responses[0]),
            ModelAbility.Logprobs => Logprobs(responses[0]),
            ModelAbility.LikelihoodFirstToken or ModelAbility.LikelihoodWhole => Likelihood(ability, responses[0]),
            _ when responses.Any(response => string.IsNullOrWhiteSpace(response.Text)) => new(
                ability,
                AbilityState.Unknown,
                FormattableString.Invariant($"no text within {maxTokens} tokens; --max-tokens allows more")
            ),
            ModelAbility.System => Heeds(
                ability,
                Has(responses[0], Probe.Password),
                "the turn was taken and not heeded"
            ),
            ModelAbility.Stop => Stop(responses[0].Text!),
            ModelAbility.JsonObject => JsonObject(responses[0]),
            ModelAbility.JsonSchema => JsonSchema(responses[0]),
            ModelAbility.Seed => Seed(responses),
            ModelAbility.Repeats => Repeats(responses),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>A server that says no has been asked something that it cannot do; any other failure tells nothing.</summary>
    private static AbilityFinding Failed(ModelAbility ability, Failure? failure) =>
        // An answer that lacks what the request asks for is no failure of the world.
        failure is { Kind: "backend", Status: null }
        && (ability is ModelAbility.LikelihoodFirstToken or ModelAbility.LikelihoodWhole)
            ? new(ability, AbilityState.No, failure.Message)
        : failure is { Status: (400 or 403 or 404 or 405 or 413 or 415 or 422 or 501) and var status }
            ? new(ability, AbilityState.Refused, failure.Message, status)
        : new(ability, AbilityState.Unknown, failure?.Message ?? "no answer", failure?.Status);

    private static AbilityFinding Heeds(ModelAbility ability, bool does, string otherwise) =>
        does ? new(ability, AbilityState.Yes) : new(ability, AbilityState.No, otherwise);

    private static AbilityFinding Stream(Response response) =>
        response.Stream is null
            ? new(ModelAbility.Stream, AbilityState.No, "the answer came whole")
            : new(ModelAbility.Stream, AbilityState.Yes);

    private static AbilityFinding Logprobs(Response response) =>
        response.Tokens.IsDefaultOrEmpty
            ? new(ModelAbility.Logprobs, AbilityState.No, "the setting was taken, and no token listed")
            : new(
                ModelAbility.Logprobs,
                AbilityState.Yes,
                FormattableString.Invariant(
                    $"{response.Tokens.Max(token => token.Alternatives.IsDefault ? 0 : token.Alternatives.Length)} alternatives a token"
                )
            );

    private static AbilityFinding Likelihood(ModelAbility ability, Response response) =>
        response.Likelihoods.IsDefaultOrEmpty
            ? new(ability, AbilityState.No, "no likelihood came back")
            : new(ability, AbilityState.Yes);

    private static AbilityFinding Stop(string text) =>
        text.Contains('5', StringComparison.Ordinal) ? new(ModelAbility.Stop, AbilityState.No, "the answer goes on")
        : text.Contains('4', StringComparison.Ordinal) ? new(ModelAbility.Stop, AbilityState.Yes)
        : new(ModelAbility.Stop, AbilityState.Unknown, "the answer never came to the stop text");

    private static AbilityFinding JsonObject(Response response) =>
        Parse(response.Text!) is { ValueKind: JsonValueKind.Object } ? new(ModelAbility.JsonObject, AbilityState.Yes)
        : IsCutObject(response) ? new(ModelAbility.JsonObject, AbilityState.Yes, "cut at the token limit")
        : new(ModelAbility.JsonObject, AbilityState.No, "the setting was taken, and the answer is no object");

    private static AbilityFinding JsonSchema(Response response) =>
        Parse(response.Text!) is { ValueKind: JsonValueKind.Object } answer
        && answer.EnumerateObject().Count() == 1
        && answer.TryGetProperty("verdict", out var verdict)
        && verdict.ValueKind == JsonValueKind.String
        && Probe.SchemaWords.Contains(verdict.GetString()!)
            ? new(ModelAbility.JsonSchema, AbilityState.Yes)
        : IsCutObject(response)
            ? new(ModelAbility.JsonSchema, AbilityState.Unknown, "an object, cut at the token limit")
        : new(ModelAbility.JsonSchema, AbilityState.No, "the schema was taken, and the answer does not keep it");

    private static AbilityFinding Seed(IReadOnlyList<Response> responses) =>
        responses is [{ Text: var first }, { Text: var second }, { Text: var other }]
            ? (first == second, first == other) switch
            {
                (false, _) => new(ModelAbility.Seed, AbilityState.No, "one seed gave two answers"),
                (true, true) => new(
                    ModelAbility.Seed,
                    AbilityState.Unknown,
                    "another seed gave the same answer, so that nothing tells whether it has an effect"
                ),
                (true, false) => new(ModelAbility.Seed, AbilityState.Yes),
            }
            : new(ModelAbility.Seed, AbilityState.Unknown, "not asked to the end");

    private static AbilityFinding Repeats(IReadOnlyList<Response> responses)
    {
        var (prompts, other) = RepeatedPrompts(responses);
        return prompts == 0 ? new(ModelAbility.Repeats, AbilityState.Unknown, "not asked to the end")
            : other == 0
                ? new(ModelAbility.Repeats, AbilityState.Yes, FormattableString.Invariant($"each of {prompts} prompts"))
            : new(
                ModelAbility.Repeats,
                AbilityState.No,
                FormattableString.Invariant($"{other} of {prompts} prompts got other answers")
            );
    }

    /// <summary>How many prompts were answered twice at least, and how many of them not always with the same text.</summary>
    /// <param name="responses">The responses to all of them.</param>
    public static (int Prompts, int Other) RepeatedPrompts(IEnumerable<Response> responses)
    {
        Response[][] repeated =
        [
            .. responses
                .Where(response => response.Outcome.HasResponse())
                .GroupBy(response => response.PromptHash, (_, answers) => answers.ToArray())
                .Where(answers => answers.Length > 1),
        ];
        return (
            repeated.Length,
            repeated.Count(answers => Array.Exists(answers, answer => answer.Text != answers[0].Text))
        );
    }

    private static bool Has(Response response, string word) =>
        response.Text!.Contains(word, StringComparison.OrdinalIgnoreCase);

    private static bool IsCutObject(Response response) =>
        response.Outcome == Outcome.Truncated && response.Text!.TrimStart().StartsWith('{');

    private static JsonElement? Parse(string text)
    {
        try
        {
            return JsonElement.Parse(text.Trim());
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
