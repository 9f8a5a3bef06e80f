using System.Collections.Immutable;
using System.Text.Json;
using EvalHarness.Scoring.Statements;

namespace EvalHarness.Scoring.Answers;

/// <summary>Reads one label out of a response: what <c>choice</c> and <c>letter</c> have in common.</summary>
/// <param name="exact">The label that a short text is, whole; null for none.</param>
/// <param name="named">The labels named in a passage.</param>
/// <param name="lexicon">What words do to an answer near them.</param>
/// <param name="noun">What labels are called in a reason.</param>
internal sealed class LabelAnswer(
    Func<string, string?> exact,
    Func<Passage, ImmutableArray<Mention>> named,
    Lexicon lexicon,
    string noun
)
{
    /// <summary>The answer of a response.</summary>
    public Answer Read(string response)
    {
        if (Said.Of(response) is not { } said)
        {
            return Answer.None(Said.Unfinished);
        }

        if (string.IsNullOrWhiteSpace(said))
        {
            return Answer.None("no text");
        }

        if (exact(said) is { } whole)
        {
            return new Answer(whole);
        }

        string text = Boxes.Plain(CheckBoxes.AsTicks(Words.Usual(Struck.Out(said))));
        var declared = new List<Statement>();
        text = Take(text, declared);
        var passage = new Passage(text);
        return new LabelReader(passage, named(passage), lexicon, exact).Read(
            declared,
            $"no {noun} named",
            $"several {noun}s named"
        );
    }

    // Boxes and JSON objects that hold an answer, blanked out of the text.
    private string Take(string text, List<Statement> declared)
    {
        var spans = new List<(int Start, int End)>();
        foreach (var (content, start, end) in Boxes.In(text))
        {
            if (Content(content) is { } field)
            {
                bool isJoined = spans.Count > 0 && IsJoint(text[spans[^1].End..start]);
                declared.Add(new Statement(field.Value, StatementRank.Final, start, Overrides: !isJoined));
            }

            spans.Add((start, end));
        }

        foreach (var (found, start, end) in JsonStatements.In(text))
        {
            if ((Weighed(found) ?? JsonStatements.Read(found, lexicon, Json)) is { } field)
            {
                declared.Add(new Statement(field.Value, StatementRank.Final, start));
                spans.Add((start, end));
            }
        }

        return spans.Count == 0 ? text : Blank(text, spans);
    }

    // "\boxed{A} and \boxed{C}": a word, a comma or nothing that joins two boxes.
    private bool IsJoint(string between) =>
        between.AsSpan().Trim(" ,;/&$.\n") is var word
        && (
            word.IsEmpty
                ? between.AsSpan().ContainsAny(",;/&") || !between.AsSpan().ContainsAny(".\n")
                : lexicon.Of(word.ToString()).HasFlag(Cue.Conjunction)
        );

    private JsonField? Json(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => Content(Words.Usual(value.GetString()!)),
            JsonValueKind.Number => exact(value.GetRawText()) is { } label ? new JsonField(label, false) : null,
            JsonValueKind.True or JsonValueKind.False => exact(value.GetRawText()) is { } label
                ? new JsonField(label, false)
                : null,
            JsonValueKind.Object => Weighed(value),
            _ => null,
        };

    // What a short text says: one label, several (null), or nothing.
    private JsonField? Content(string content)
    {
        if (exact(content) is { } label)
        {
            return new JsonField(label, false);
        }

        var passage = new Passage(content);
        var mentions = named(passage);
        if (mentions.IsEmpty)
        {
            return null;
        }

        var answer = new LabelReader(passage, mentions, lexicon, exact).Read([], "", "several");
        return answer.Value is { } one ? new JsonField(one, false)
            : answer.Reason is "several" ? new JsonField(null, false)
            : null;
    }

    // Labels as keys: the one with the largest number, or the only one that is true.
    private JsonField? Weighed(JsonElement found)
    {
        var weights = new List<(string Label, double Weight)>();
        foreach (var property in found.EnumerateObject())
        {
            if (exact(property.Name) is { } label && Weight(property.Value) is { } weight)
            {
                weights.Add((label, weight));
            }
        }

        if (weights.Count < 2)
        {
            return weights is [{ Weight: double.MaxValue } only] ? new JsonField(only.Label, false) : null;
        }

        double most = weights.Max(w => w.Weight);
        var best = weights.Where(w => w.Weight >= most).Select(w => w.Label).Distinct(StringComparer.Ordinal).ToList();
        return new JsonField(best.Count == 1 ? best[0] : null, false);
    }

    private static double? Weight(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Number => value.GetDouble(),
            JsonValueKind.True => double.MaxValue,
            JsonValueKind.False => 0,
            JsonValueKind.String => double.TryParse(
                value.GetString()!.AsSpan().Trim().TrimEnd("% "),
                System.Globalization.NumberStyles.Float,
                System.Globalization.CultureInfo.InvariantCulture,
                out double number
            )
                ? number
                : null,
            JsonValueKind.Object => value
                .EnumerateObject()
                .Select(p => Weight(p.Value))
                .FirstOrDefault(w => w is not null),
            _ => null,
        };

    private static string Blank(string text, List<(int Start, int End)> spans)
    {
        char[] blanked = text.ToCharArray();
        foreach (var (start, end) in spans)
        {
            blanked.AsSpan(start, end - start).Fill('\n');
        }
        return new string(blanked);
    }
}
