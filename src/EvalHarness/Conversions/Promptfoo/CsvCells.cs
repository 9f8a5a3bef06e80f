using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EvalHarness.Core;
using EvalHarness.Scoring.Assertions;

namespace EvalHarness.Conversions.Promptfoo;

/// <summary>Assertions as cells of a table write them: <c>contains: Paris</c>, or the text itself.</summary>
internal static class CsvCells
{
    private const double UsualThreshold = 0.75;
    private const double UsualSimilarity = 0.8;

    // A cell that is such a word is that assertion, and no text that is expected.
    private const string Words =
        "agent-rubric answer-relevance bleu classifier contains contains-all contains-any contains-html contains-json contains-sql contains-xml context-faithfulness context-recall context-relevance conversation-relevance cost equals factuality finish-reason g-eval gleu guardrails icontains icontains-all icontains-any is-html is-json is-refusal is-sql is-valid-function-call is-valid-openai-function-call is-valid-openai-tools-call is-xml javascript latency levenshtein llm-rubric pi meteor model-graded-closedqa model-graded-factuality moderation perplexity perplexity-score python regex rouge-n ruby similar similar:cosine similar:dot similar:euclidean starts-with tool-call-f1 skill-used trajectory:goal-success trajectory:tool-args-match trajectory:step-count trajectory:tool-sequence trajectory:tool-used trace-error-spans trace-span-count trace-span-duration search-rubric webhook word-count";

    /// <summary>The types of assertions that promptfoo 0.123.1 knows.</summary>
    public static string[] Types { get; } = Words.Split(' ');

    private static readonly Regex Form = new(
        $@"^(?<not>not-)?(?<type>{string.Join('|', Words.Split(' '))})(?:\((?<bound>\d+(?:\.\d+)?)\))?(?::(?<value>[\s\S]*))?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    );

    /// <summary>The assertion of a cell.</summary>
    /// <param name="cell">The cell, without white space at its ends and not empty.</param>
    /// <param name="at">Where it stands.</param>
    /// <exception cref="DocumentException">It cannot be read.</exception>
    public static PromptfooAssert Read(string cell, Location at)
    {
        foreach (string code in (string[])["javascript:", "fn:", "eval:", "python:", "file://"])
        {
            if (cell.StartsWith(code, StringComparison.Ordinal))
            {
                return new PromptfooAssert(at, code == "python:" ? "python" : "javascript", null);
            }
        }

        if (cell.StartsWith("grade:", StringComparison.Ordinal))
        {
            return new PromptfooAssert(at, "llm-rubric", null);
        }

        var match = Form.Match(cell);
        if (!match.Success)
        {
            return Valued(at, "equals", cell);
        }

        string type = match.Groups["type"].Value;
        string full = match.Groups["not"].Value + type;
        string? value = match.Groups["value"].Success ? match.Groups["value"].Value : null;
        double? threshold = match.Groups["bound"].Success
            ? double.Parse(match.Groups["bound"].Value, CultureInfo.InvariantCulture)
            : null;
        return type switch
        {
            "contains-all" or "contains-any" or "icontains-all" or "icontains-any" => new PromptfooAssert(
                at,
                full,
                string.IsNullOrEmpty(value) ? value : Parts(value, at)
            )
            {
                HasValue = value is not null,
            },
            "is-json" or "contains-json" => Valued(at, full, value),
            // In a table these have a bound where none is written, which they have nowhere else.
            "cost"
            or "latency"
            or "levenshtein"
            or "starts-with"
            or "similar"
            or "classifier"
            or "perplexity"
            or "rouge-n" => Valued(at, full, value is null ? null : JsText.Trim(value)) with
            {
                Threshold = threshold ?? (type == "similar" ? UsualSimilarity : UsualThreshold),
            },
            _ => Valued(at, full, value is null ? null : JsText.Trim(value)),
        };
    }

    private static PromptfooAssert Valued(Location at, string type, string? value) =>
        new(at, type, value) { HasValue = value is not null };

    private static JsonArray Parts(string value, Location at) =>
        CommaList.Read(value) is { } parts
            ? [.. parts.Select(part => (JsonNode)part)]
            : throw new DocumentException(
                new Fault(at, "a quote that is not closed, or not followed by a comma", "texts between commas")
            );
}
