using System.Text.Json;
using EvalHarness.Core;

namespace EvalHarness.Prompts;

/// <summary>Reads turns that a field of a sample holds, in the forms in which chats are published.</summary>
internal static class HistoryField
{
    private static readonly string[] Roles = ["role", "from", "speaker"];
    private static readonly string[] Texts = ["content", "value", "text"];

    /// <summary>The turns.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="field">The field.</param>
    /// <exception cref="DocumentException">It is not there, or no list of turns with texts.</exception>
    public static IEnumerable<Turn> Read(Sample sample, string field)
    {
        if (!sample.Fields.TryGetValue(field, out string? json))
        {
            throw Wrong(sample, field, "is not there");
        }

        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Array
                ?
                [
                    .. document
                        .RootElement.EnumerateArray()
                        .Select((turn, place) => Read(sample, field, turn, place + 1)),
                ]
                : throw Wrong(sample, field, "is no list");
        }
        catch (JsonException)
        {
            throw Wrong(sample, field, "is no JSON");
        }
    }

    private static Turn Read(Sample sample, string field, JsonElement turn, int place)
    {
        string? who = Find(turn, Roles);
        var role = who?.ToLowerInvariant() switch
        {
            "system" or "developer" => Role.System,
            "user" or "human" => Role.User,
            "assistant" or "model" or "gpt" or "bot" => Role.Assistant,
            _ => (Role?)null,
        };
        return role is { } known && Find(turn, Texts) is { } text
            ? new Turn(known, text)
            : throw Wrong(
                sample,
                field,
                FormattableString.Invariant($"has a turn (number {place}) without a known role or without a text")
            );
    }

    private static string? Find(JsonElement turn, string[] names) =>
        turn.ValueKind == JsonValueKind.Object
            ? names
                .Select(name =>
                    turn.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
                        ? value.GetString()
                        : null
                )
                .FirstOrDefault(text => text is not null)
            : null;

    private static DocumentException Wrong(Sample sample, string field, string what) =>
        new(
            new Fault(
                sample.Source,
                $"'{field}' {what} (history)",
                "a JSON list of turns, each with 'role' (system, user or assistant) and 'content'"
            )
        );
}
