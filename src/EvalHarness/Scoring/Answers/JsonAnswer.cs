using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using EvalHarness.Core;
using EvalHarness.Scoring.Schemas;
using EvalHarness.Scoring.Statements;

namespace EvalHarness.Scoring.Answers;

/// <summary>
/// The answer is JSON: the last object or list in the response that the schema allows, in a code fence or among prose, or a value within it.
/// </summary>
/// <remarks>
/// Answers and targets are written in one spelling (keys in order, 1.0 as 1), a text by itself without quotes, so that <c>exact_match</c> compares
/// them; <c>json_f1</c> compares field by field. What breaks the schema is no answer, and the reason says where.
/// </remarks>
/// <param name="Schema">JSON Schema that it must keep to; any JSON by default. <c>format</c> is not checked; rules that are not known are refused.</param>
/// <param name="Path">Where in it the answer is, for example <c>result.prices[0]</c>; all of it by default.</param>
[Keyword("json")]
public sealed partial record JsonAnswer(JsonElement? Schema = null, string? Path = null) : IAnswerFormat
{
    private readonly JsonRules? rules = Schema is { } schema ? new JsonRules(schema) : null;
    private readonly string[] steps = StepsOf(Path);

    /// <inheritdoc/>
    public bool TakesJsonTargets => true;

    /// <inheritdoc/>
    public Answer Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (Said.Of(text) is not { } said)
        {
            return Answer.None(Said.Unfinished);
        }
        string? wrong = null;
        foreach (var value in Values(said))
        {
            string? broken = rules?.Check(value);
            if (broken is null && Find(value) is { } found)
            {
                return new Answer(CanonicalJson.Bare(found));
            }
            wrong ??= broken ?? $"nothing at '{Path}'";
        }
        return Answer.None(wrong ?? "no JSON");
    }

    /// <inheritdoc/>
    public string Canonical(string target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return JsonValues.Parse(target) is { } value ? CanonicalJson.Bare(value) : target.Trim();
    }

    // The whole text may be a number, a text or a word of JSON too.
    private static JsonElement[] Values(string said)
    {
        JsonElement[] inside = [.. JsonValues.In(said).Reverse()];
        return inside.Length == 0 && JsonValues.Parse(Fences.Last(said) ?? said) is { } whole ? [whole] : inside;
    }

    private JsonElement? Find(JsonElement value)
    {
        foreach (string step in steps)
        {
            bool isIndex = int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out int index);
            if (isIndex && value.ValueKind == JsonValueKind.Array && index < value.GetArrayLength())
            {
                value = value[index];
            }
            else if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(step, out value))
            {
                return null;
            }
        }
        return value;
    }

    private static string[] StepsOf(string? path) =>
        path is null ? []
        : Form().IsMatch(path) ? [.. Step().Matches(path).Select(match => match.Value.Trim('[', ']'))]
        : throw new ArgumentException("path: names with points between, and places in lists such as [0]", nameof(path));

    [GeneratedRegex(
        @"^(?:\$\.?)?(?:[^.\[\]$]+|\[\d{1,6}\])(?:\.[^.\[\]]+|\[\d{1,6}\])*$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Form();

    [GeneratedRegex(@"[^.\[\]$]+|\[\d+\]", RegexOptions.CultureInvariant)]
    private static partial Regex Step();
}
