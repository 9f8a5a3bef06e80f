using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using EvalHarness.Core;
using Microsoft.Extensions.AI;

namespace EvalHarness.Scoring.Evaluators;

/// <summary>What an evaluator asks the model that judges for it, in the words of this library.</summary>
/// <param name="Prompt">The messages.</param>
/// <param name="Generation">How the model is to generate.</param>
internal sealed record EvaluatorCall(Prompt Prompt, Generation Generation)
{
    private const string Scheme = "evalharness/evaluator-call/1";

    /// <summary>Hash of how the model is to generate: equal settings have equal hashes.</summary>
    public string Settings { get; } = SettingsOf(Generation);

    /// <summary>Reads a call.</summary>
    /// <param name="messages">The messages.</param>
    /// <param name="options">The options; null for none. The model is the one that the suite names, whatever they say.</param>
    /// <exception cref="NotSupportedException">It cannot be asked for as it is meant: tools, pictures, options of one client alone.</exception>
    public static EvaluatorCall Of(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var turns = ImmutableArray.CreateBuilder<Turn>();
        if (!string.IsNullOrEmpty(options?.Instructions))
        {
            turns.Add(new Turn(Role.System, options.Instructions));
        }

        turns.AddRange(messages.Select(TurnOf));
        var all = turns.ToImmutable();
        string hash = Digest.Of([Scheme, .. all.SelectMany(turn => (string[])[turn.Role.ToString(), turn.Text])]);
        return new EvaluatorCall(new Prompt(all, hash), GenerationOf(options ?? new ChatOptions()));
    }

    /// <summary>Which call of the log it is: what is asked, of which model, by which evaluator about which sample, for the how-manieth time.</summary>
    /// <param name="task">Name of the task.</param>
    /// <param name="sample">Id of the sample.</param>
    /// <param name="evaluator">The evaluator, as the suite names it.</param>
    /// <param name="model">The model that it asks.</param>
    /// <param name="prompt">Hash of the prompt.</param>
    /// <param name="settings">Hash of the settings.</param>
    /// <param name="occurrence">How often the evaluator asked the same before, about the same response.</param>
    public static string KeyOf(
        string task,
        string sample,
        string evaluator,
        string model,
        string prompt,
        string settings,
        int occurrence
    ) =>
        Digest.Of(
            Scheme,
            task,
            sample,
            evaluator,
            model,
            prompt,
            settings,
            occurrence.ToString(CultureInfo.InvariantCulture)
        );

    private static Turn TurnOf(ChatMessage message)
    {
        var role =
            message.Role == ChatRole.System ? Role.System
            : message.Role == ChatRole.User ? Role.User
            : message.Role == ChatRole.Assistant ? Role.Assistant
            : throw new NotSupportedException("a judge is sent messages of system, user and assistant alone");
        return message.Contents.All(content => content is TextContent)
            ? new Turn(role, message.Text)
            : throw new NotSupportedException("a judge is sent text alone");
    }

    private static Generation GenerationOf(ChatOptions options)
    {
        if (options.Tools is { Count: > 0 } || options.RawRepresentationFactory is not null)
        {
            throw new NotSupportedException("a judge is sent no tools and no options of one client alone");
        }

        var extra = new SortedDictionary<string, JsonElement>(StringComparer.Ordinal);
        Add(extra, "top_k", options.TopK);
        Add(extra, "frequency_penalty", options.FrequencyPenalty is 0 ? null : Exact(options.FrequencyPenalty));
        Add(extra, "presence_penalty", options.PresencePenalty is 0 ? null : Exact(options.PresencePenalty));
        return new Generation(
            Exact(options.Temperature),
            options.MaxOutputTokens,
            options.TopP is 1 ? null : Exact(options.TopP),
            options.Seed,
            options.StopSequences is { Count: > 0 } stop ? [.. stop] : null,
            ResponseFormat: FormatOf(options.ResponseFormat),
            Extra: extra.Count == 0 ? null : extra.ToImmutableSortedDictionary(StringComparer.Ordinal)
        );
    }

    /// <summary>The number that was written: 0.7 and not the nearest number that a shorter type has.</summary>
    private static double? Exact(float? value) =>
        value is { } number
            ? double.Parse(number.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
            : null;

    private static void Add(SortedDictionary<string, JsonElement> extra, string key, double? value)
    {
        if (value is { } number)
        {
            extra[key] = JsonDocument.Parse(number.ToString("R", CultureInfo.InvariantCulture)).RootElement;
        }
    }

    private static JsonElement? FormatOf(ChatResponseFormat? format) =>
        format switch
        {
            ChatResponseFormatJson { Schema: { } schema } => schema,
            ChatResponseFormatJson => JsonDocument.Parse("\"json_object\"").RootElement,
            _ => null,
        };

    private static string SettingsOf(Generation generation) =>
        Digest.Of([
            Scheme,
            Text(generation.Temperature),
            Text(generation.MaxTokens),
            Text(generation.TopP),
            Text(generation.Seed),
            generation.ResponseFormat?.GetRawText() ?? "",
            .. (generation.Stop ?? []).SelectMany(stop => (string[])["stop", stop]),
            .. (generation.Extra ?? ImmutableDictionary<string, JsonElement>.Empty).SelectMany(extra =>
                (string[])[extra.Key, extra.Value.GetRawText()]
            ),
        ]);

    private static string Text(IFormattable? number) => number?.ToString(null, CultureInfo.InvariantCulture) ?? "";
}
