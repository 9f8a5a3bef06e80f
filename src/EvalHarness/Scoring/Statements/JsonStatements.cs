using System.Text.Json;

namespace EvalHarness.Scoring.Statements;

/// <summary>What a field of a JSON object says.</summary>
/// <param name="Value">The answer in it; null where it names several.</param>
/// <param name="IsFinal">Whether its key speaks of the final answer.</param>
/// <param name="IsDeclared">Whether a key within it announces an answer.</param>
internal readonly record struct JsonField(string? Value, bool IsFinal, bool IsDeclared = false);

/// <summary>Reads answers out of JSON objects within a text.</summary>
/// <remarks>
/// A key that announces an answer counts; "final" outranks it. Keys that differ give no answer. Without such a key one within
/// another object counts, then the other values where they agree.
/// </remarks>
internal static class JsonStatements
{
    private static readonly HashSet<string> Ignored = new(StringComparer.Ordinal)
    {
        "REASON",
        "REASONING",
        "REASONS",
        "EXPLANATION",
        "RATIONALE",
        "THOUGHT",
        "THOUGHTS",
        "ANALYSIS",
        "STEPS",
        "CONFIDENCE",
        "INITIAL",
        "FIRST",
        "DRAFT",
        "PREVIOUS",
        "NOT",
        "WRONG",
        "INCORRECT",
        "ALTERNATIVE",
        "ALTERNATIVES",
        "OTHER",
        "OPTIONS",
        "CHOICES",
        "LABELS",
        "QUESTION",
        "PROMPT",
        "TEXT",
        "INPUT",
        "CONTEXT",
        "JUSTIFICATION",
        "EVIDENCE",
        "COMMENT",
        "COMMENTS",
        "NOTE",
        "NOTES",
        "RUNNERUP",
    };

    /// <summary>The objects of a text, outermost only, and where each begins and ends.</summary>
    public static IEnumerable<(JsonElement Object, int Start, int End)> In(string text)
    {
        // The bound keeps texts of nothing but braces from being read again and again.
        int at = Next(text, 0);
        for (int tries = 0; at >= 0 && tries < 200; tries++)
        {
            int end = JsonValues.End(text, at, "{", "}");
            if (end > 0 && JsonValues.Parse(text[at..end]) is { } found)
            {
                yield return (found, at, end);
                at = Next(text, end);
            }
            else
            {
                at = Next(text, at + 1);
            }
        }
    }

    // A brace that an object begins with: a key or its end follows.
    private static int Next(string text, int from)
    {
        for (int at = from; at < text.Length; at++)
        {
            if (text[at] == '{' && text.AsSpan(at + 1).TrimStart() is ['"' or '}', ..])
            {
                return at;
            }
        }
        return -1;
    }

    /// <summary>What an object says.</summary>
    /// <param name="found">The object.</param>
    /// <param name="lexicon">Which keys announce an answer.</param>
    /// <param name="read">What a value says: the answer, whether there is one.</param>
    /// <returns>The answer, null where two are left; null where the object says nothing.</returns>
    public static JsonField? Read(JsonElement found, Lexicon lexicon, Func<JsonElement, JsonField?> read)
    {
        var declared = new List<JsonField>();
        var others = new List<JsonField>();
        bool isUnread = false;
        foreach (var property in found.EnumerateObject())
        {
            string[] key = Key(property.Name);
            if (key.Any(Ignored.Contains))
            {
                continue;
            }

            if (Value(property.Value, lexicon, read) is not { } field)
            {
                isUnread |=
                    IsMarker(key, lexicon)
                    && property.Value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array);
                continue;
            }

            bool isFinal = key.Contains("FINAL", StringComparer.Ordinal);
            bool isMarker = IsMarker(key, lexicon);
            (isMarker ? declared : others).Add(
                field with
                {
                    IsFinal = isFinal || field.IsFinal,
                    IsDeclared = isMarker || field.IsDeclared,
                }
            );
        }

        // "answer": null says that there is none.
        var agreed = Agreed(declared.Where(field => field.IsFinal)) ?? Agreed(declared);
        return agreed is not null || !isUnread
            ? agreed ?? Agreed(others.Where(field => field.IsDeclared)) ?? Agreed(others)
            : new JsonField(null, false);
    }

    private static JsonField? Value(JsonElement value, Lexicon lexicon, Func<JsonElement, JsonField?> read) =>
        read(value)
        ?? value.ValueKind switch
        {
            JsonValueKind.Object => Read(value, lexicon, read),
            JsonValueKind.Array when value.GetArrayLength() == 1 => Value(value[0], lexicon, read),
            JsonValueKind.Array when value.EnumerateArray().Any(item => read(item) is not null) => new JsonField(
                null,
                false
            ),
            _ => null,
        };

    private static JsonField? Agreed(IEnumerable<JsonField> fields)
    {
        var all = fields.ToList();
        return all.Count == 0 ? null
            : all.TrueForAll(field => field.Value == all[0].Value) ? all[0]
            : all[0] with { Value = null };
    }

    private static bool IsMarker(string[] key, Lexicon lexicon) =>
        key.Length > 0 && (lexicon.Of(key[^1]) & (Cue.Marker | Cue.Final)) != 0
        || (lexicon.Of(string.Join(' ', key)) & (Cue.Marker | Cue.Final)) != 0
        || key is ["VALUE"] or ["CHOICE"] or ["OPTION"] or ["LETTER"] or ["SELECTED"] or ["FINAL"] or ["RESPONSE"];

    // "finalAnswer", "final_answer" and "final-answer" are two words.
    private static string[] Key(string name)
    {
        var spaced = new System.Text.StringBuilder();
        for (int i = 0; i < name.Length; i++)
        {
            bool isHump = i > 0 && char.IsUpper(name[i]) && char.IsLower(name[i - 1]);
            spaced.Append(isHump ? " " : "").Append(name[i] is '_' or '-' or '.' ? ' ' : name[i]);
        }
        return Words.Join(Words.Usual(spaced.ToString())).Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }
}
