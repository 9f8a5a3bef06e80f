using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using EvalHarness.Core;
using EvalHarness.Scoring.Numbers;
using EvalHarness.Scoring.Statements;
using EvalHarness.Scoring.Texts;

namespace EvalHarness.Scoring.Answers;

/// <summary>
/// The answer is a list of texts or numbers, with a scale where there is one: JSON (<c>{"answer": ["12.6"], "scale": "million"}</c>, <c>["a", "b"]</c>),
/// a list of lines, or texts between separators, behind <c>answer:</c> where that stands and else on the last line; <c>scale: million</c> says
/// the scale, as does the second of a pair (<c>[["12.6"], "million"]</c>).
/// </summary>
/// <remarks>
/// Answers and targets become one line, <c>["12.6"] million</c>. A target may be a JSON list: all of it is one right answer.
/// </remarks>
/// <param name="Scale">Field of the sample that holds the scale of its targets; none by default.</param>
/// <param name="Scales">Scales as the targets call them, each with other words for it; by default thousand, million, billion and percent, as in TAT-QA, with their usual abbreviations.</param>
/// <param name="Separators">What parts texts on one line; semicolon and bar by default.</param>
/// <param name="Numbers">Whether each text must be a number, and is written as the answer format <c>number</c> writes it; false by default.</param>
/// <param name="Sort">Whether the order does not matter; false by default.</param>
[Keyword("spans")]
public sealed partial record SpansAnswer(
    string? Scale = null,
    IReadOnlyDictionary<string, ImmutableArray<string>>? Scales = null,
    ImmutableArray<string>? Separators = null,
    bool Numbers = false,
    bool Sort = false
) : IAnswerFormat
{
    private static readonly ImmutableDictionary<string, ImmutableArray<string>> Known = ImmutableDictionary<
        string,
        ImmutableArray<string>
    >
        .Empty.Add("thousand", ["thousands", "k"])
        .Add("million", ["millions", "m", "mn"])
        .Add("billion", ["billions", "bn", "b"])
        .Add("percent", ["%", "percentage", "per cent", "pct"]);

    private static readonly string[] None = ["", "none", "null", "n/a", "no scale", "unit", "units", "one", "ones"];
    private static readonly string[] ScaleKeys = ["scale", "unit", "units"];
    private static readonly string[] Keys =
    [
        "answer",
        "answers",
        "final_answer",
        "spans",
        "span",
        "values",
        "value",
        "result",
    ];
    private static readonly NumberAnswer Number = new();

    private string goldScale = "";

    /// <inheritdoc/>
    public bool TakesJsonTargets => true;

    /// <inheritdoc/>
    public IAnswerFormat For(Sample sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        return Scale is not null && sample.Fields.TryGetValue(Scale, out string? scale)
            ? this with
            {
                goldScale = ScaleOf(scale) ?? scale.Trim(),
            }
            : this;
    }

    /// <inheritdoc/>
    public Answer Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (Said.Of(text) is not { } said)
        {
            return Answer.None(Said.Unfinished);
        }
        foreach (var value in JsonValues.In(said).Reverse())
        {
            if (OfJson(value) is var (spans, scale))
            {
                return Write(spans, scale);
            }
        }
        string words = ScaleLine().Match(said) is { Success: true } match ? match.Groups[1].Value : "";
        return Write(Items(Announced(ScaleLine().Replace(said, ""))), words);
    }

    /// <inheritdoc/>
    public string Canonical(string target)
    {
        ArgumentNullException.ThrowIfNull(target);
        var (spans, scale) = (JsonValues.Parse(target) is { } json ? OfJson(json) : null) ?? ([target.Trim()], "");
        return Write(spans, scale.Length > 0 ? scale : goldScale).Value ?? target.Trim();
    }

    private Answer Write(IReadOnlyList<string> spans, string scale)
    {
        if (ScaleOf(scale) is not { } known)
        {
            return Answer.None("a scale that the suite does not know");
        }
        string[] written = [.. spans.Select(span => span.Trim()).Where(span => span.Length > 0)];
        if (Numbers)
        {
            var numbers = Array.ConvertAll(
                written,
                span => NumericAnswers.Parse(span) is null ? default : Number.Parse(span)
            );
            if (Array.Exists(numbers, number => !number.IsUsable))
            {
                return Answer.None("a text in place of a number");
            }
            written = Array.ConvertAll(numbers, number => number.Value!);
        }
        if (Sort)
        {
            Array.Sort(written, StringComparer.Ordinal);
        }
        return written.Length == 0 ? Answer.None("no text") : new Answer(new SpanList(written, known).ToString());
    }

    private string? ScaleOf(string word)
    {
        string plain = word.Trim().Trim('.', '"', '\'', '*', '`', '(', ')').ToLowerInvariant();
        if (None.Contains(plain, StringComparer.Ordinal))
        {
            return "";
        }
        foreach (var (scale, others) in Scales ?? Known)
        {
            bool isIt = others.IsDefault ? false : others.Contains(plain, StringComparer.OrdinalIgnoreCase);
            if (isIt || string.Equals(scale, plain, StringComparison.OrdinalIgnoreCase))
            {
                return scale;
            }
        }
        return null;
    }

    private (string[] Spans, string Scale)? OfJson(JsonElement value)
    {
        // A pair of answer and scale, as the prediction files of TAT-QA have it; two texts are two spans.
        if (
            Scale is not null
            && value is { ValueKind: JsonValueKind.Array }
            && value.GetArrayLength() == 2
            && value[0].ValueKind is JsonValueKind.Array or JsonValueKind.Number
            && value[1].ValueKind == JsonValueKind.String
            && ScaleOf(value[1].GetString()!) is not null
            && Scalars(value[0]) is { } pair
        )
        {
            return (pair, value[1].GetString()!);
        }

        if (value.ValueKind == JsonValueKind.Object)
        {
            return Find(value, Keys) is { } answer && Scalars(answer) is { } inner
                ? (inner, Find(value, ScaleKeys) is { ValueKind: JsonValueKind.String } scale ? scale.GetString()! : "")
                : null;
        }
        return Scalars(value) is { } spans ? (spans, "") : null;
    }

    private static JsonElement? Find(JsonElement value, string[] keys)
    {
        foreach (string key in keys)
        {
            foreach (var property in value.EnumerateObject())
            {
                if (string.Equals(property.Name.Replace(' ', '_'), key, StringComparison.OrdinalIgnoreCase))
                {
                    return property.Value;
                }
            }
        }
        return null;
    }

    private static string[]? Scalars(JsonElement value)
    {
        JsonElement[] items = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];
        return
            items.Length > 0
            && Array.TrueForAll(items, item => item.ValueKind is JsonValueKind.String or JsonValueKind.Number)
            ? Array.ConvertAll(
                items,
                item => item.ValueKind == JsonValueKind.String ? item.GetString()! : item.GetRawText()
            )
            : null;
    }

    // What stands behind the last announcement; without one the lists at the end, or the last line.
    private static string Announced(string said)
    {
        if (Marker().Matches(said) is { Count: > 0 } markers)
        {
            string behind = said[(markers[^1].Index + markers[^1].Length)..].TrimStart(' ', '*', '\t');
            return behind.TrimStart('\r', '\n');
        }
        string[] lines = [.. said.Split('\n').Where(line => line.Trim().Length > 0)];
        int last = lines.Length - 1;
        while (last > 0 && Bullet().IsMatch(lines[last]) && Bullet().IsMatch(lines[last - 1]))
        {
            last--;
        }
        return last < 0 ? "" : string.Join('\n', lines[last..]);
    }

    private string[] Items(string text)
    {
        string[] lines = [.. text.Split('\n').TakeWhile((line, i) => i == 0 || line.Trim().Length > 0)];
        bool isList = lines.Length > 0 && Bullet().IsMatch(lines[0]);
        var kept = isList ? lines.TakeWhile(line => Bullet().IsMatch(line)) : lines.Take(1);
        string[] separators = Separators is { IsDefault: false } own ? [.. own] : [";", "|"];
        return
        [
            .. kept.Select(line => Bullet().Replace(line, ""))
                .SelectMany(line => line.Split(separators, StringSplitOptions.None))
                .Select(Clean),
        ];
    }

    private static string Clean(string text)
    {
        string plain = text.Trim().Trim('*', '`', '"', '“', '”').Trim();
        return
            plain is [.. var number, '.']
            && (TatQaNumber.IsNumber(number) || number.Contains(' ', StringComparison.Ordinal))
            ? number
            : plain;
    }

    [GeneratedRegex(
        @"(?:\bfinal\s+answers?\b|\banswers?\b)\**\s*(?:is|are)?\s*\**\s*[:：]|\banswers?\s+(?:is|are)\b|####",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Marker();

    [GeneratedRegex(
        @"[\s,;(]*\**\bscale\**\s*(?:is\s*)?[:=]\**[ \t]*([A-Za-z/%]*)\)?\.?",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex ScaleLine();

    [GeneratedRegex(@"^\s*(?:[-*•]\s+|\(?\d{1,2}[.)]\s+)", RegexOptions.CultureInvariant)]
    private static partial Regex Bullet();
}
