using System.Text.Json;
using System.Text.Json.Nodes;
using EvalHarness.Core;
using EvalHarness.Scoring.Assertions;
using EvalHarness.Yaml;

namespace EvalHarness.Conversions.Promptfoo;

/// <summary>Assertions of a test as checks, their templates filled with the test's variables.</summary>
internal static class AssertFilling
{
    private const string Judge = "a judge: models that grade answers stand under 'judges:' with what they are asked";

    /// <summary>Why a type of assertion cannot be said here, and what can.</summary>
    private static readonly Dictionary<string, string> Reasons = new(StringComparer.Ordinal)
    {
        ["llm-rubric"] = Judge,
        ["g-eval"] = Judge,
        ["model-graded-closedqa"] = Judge,
        ["model-graded-factuality"] = Judge,
        ["factuality"] = Judge,
        ["answer-relevance"] = Judge,
        ["context-faithfulness"] = Judge,
        ["context-recall"] = Judge,
        ["context-relevance"] = Judge,
        ["conversation-relevance"] = Judge,
        ["agent-rubric"] = Judge,
        ["search-rubric"] = Judge,
        ["select-best"] = Judge,
        ["max-score"] = "a comparison: models and prompts are compared with intervals here",
        ["pi"] = Judge,
        ["moderation"] = "an evaluator of your own: it asks a service",
        ["classifier"] = "an evaluator of your own: it asks a service",
        ["guardrails"] = "an evaluator of your own: it asks a service",
        ["similar"] = "an evaluator of your own: it asks a model for embeddings",
        ["javascript"] = "a check that is no code, or a metric of your own: code is not run",
        ["python"] = "a check that is no code, or a metric of your own: code is not run",
        ["ruby"] = "a check that is no code, or a metric of your own: code is not run",
        ["webhook"] = "a metric of your own: nothing is sent anywhere to score an answer",
        ["perplexity"] = "log_loss: promptfoo's is of the tokens that its provider lists",
        ["perplexity-score"] = "log_loss: promptfoo's is of the tokens that its provider lists",
        ["contains-json"] = "is-json: promptfoo reads anything in braces as YAML, so that {a} is JSON",
        ["rouge-n"] = "the metric rouge: promptfoo cuts words by another rule",
        ["gleu"] = "the metric gleu: promptfoo's is of another definition",
        ["meteor"] = "the metric meteor: promptfoo's knows synonyms",
    };

    /// <summary>The checks of a test as the text of a field: a list, or an object with a threshold.</summary>
    /// <param name="test">The test, with its defaults.</param>
    /// <param name="values">Its variables.</param>
    /// <exception cref="DocumentException">One cannot be said here.</exception>
    public static JsonNode Fill(PromptfooTest test, IReadOnlyDictionary<string, JsonNode?> values)
    {
        var faults = new List<Fault>();
        var checks = new JsonArray();
        foreach (var assert in test.Asserts)
        {
            try
            {
                checks.Add((JsonNode)Fill(assert, values));
            }
            catch (DocumentException refused)
            {
                faults.AddRange(refused.Faults);
            }
        }

        return faults.Count > 0 ? throw new DocumentException(faults)
            : test.Threshold is { } threshold ? new JsonObject { ["assert"] = checks, ["threshold"] = threshold }
            : checks;
    }

    private static JsonObject Fill(PromptfooAssert assert, IReadOnlyDictionary<string, JsonNode?> values)
    {
        var check = new JsonObject { ["type"] = assert.Type };
        string type = assert.Type.StartsWith("not-", StringComparison.Ordinal) ? assert.Type[4..] : assert.Type;
        if (!CheckReader.Types.Contains(type))
        {
            throw Unsayable(assert, type);
        }

        if (assert.HasValue)
        {
            check["value"] = Value(assert, type, values);
        }

        // Other types look at no bound, whatever is written.
        if (assert.Threshold is { } threshold && type is "levenshtein" or "cost" or "latency" or "bleu" or Check.Set)
        {
            check["threshold"] = threshold;
        }

        if (assert.Weight is { } weight)
        {
            check["weight"] = weight;
        }

        if (
            assert.Metric is { Length: > 0 } metric
            && Nunjucks.Render(metric, values, assert.At) is { Length: > 0 } name
        )
        {
            check["metric"] = name;
        }

        if (assert.Items is { } items)
        {
            check["assert"] = new JsonArray([.. items.Select(item => (JsonNode)Fill(item, values))]);
            return check;
        }

        return Checked(assert, type, check);
    }

    private static JsonObject Checked(PromptfooAssert assert, string type, JsonObject check)
    {
        try
        {
            CheckReader.One(JsonSerializer.SerializeToElement(check));
        }
        catch (FormatException wrong)
        {
            throw new DocumentException(
                new Fault(assert.At, wrong.Message, "an assertion that promptfoo can hold an answer against")
            );
        }

        if (type == "is-json" && check["value"] is JsonObject schema && SchemaLimits.Of(schema) is { } limit)
        {
            throw new DocumentException(new Fault(assert.At, $"is-json: {limit}", "a schema that both read alike"));
        }

        return check;
    }

    private static DocumentException Unsayable(PromptfooAssert assert, string type)
    {
        bool isKnown = CsvCells.Types.Contains(type) || type is "select-best" or "max-score" or "human";
        string family = type.Split(':')[0];
        return new DocumentException(
            new Fault(
                assert.At,
                isKnown
                    ? $"the assertion '{assert.Type}'"
                    : $"the assertion {Wording.Quote(assert.Type)}, which promptfoo does not know",
                Reasons.GetValueOrDefault(family)
                    ?? "one of those that are read: " + string.Join(", ", CheckReader.Types),
                isKnown ? null : Spelling.Nearest(type, CheckReader.Types)
            )
        );
    }

    private static JsonNode? Value(PromptfooAssert assert, string type, IReadOnlyDictionary<string, JsonNode?> values)
    {
        var value = assert.Value switch
        {
            JsonValue text when text.GetValueKind() == JsonValueKind.String => JsonValue.Create(
                Fill(text, values, assert.At)
            ),
            JsonArray list => new JsonArray([
                .. list.Select(item =>
                    item is JsonValue text && text.GetValueKind() == JsonValueKind.String
                        ? JsonValue.Create(Fill(text, values, assert.At))
                        : item?.DeepClone()
                ),
            ]),
            _ => assert.Value?.DeepClone(),
        };
        return type == "is-json" && value is JsonValue schema && schema.GetValueKind() == JsonValueKind.String
            ? Schema(schema.GetValue<string>(), assert.At)
            : value;
    }

    private static string Fill(JsonValue text, IReadOnlyDictionary<string, JsonNode?> values, Location at)
    {
        string template = text.GetValue<string>();
        return
            template.StartsWith("file://", StringComparison.Ordinal)
            || template.StartsWith("package:", StringComparison.Ordinal)
            ? throw new DocumentException(new Fault(at, $"{Wording.Quote(template)} as a value", "the value itself"))
            : Nunjucks.Render(template, values, at);
    }

    /// <summary>A schema that is written as a text of YAML or JSON; an empty one asks for nothing.</summary>
    private static JsonNode? Schema(string text, Location at) =>
        text.Length == 0 ? null : JsYaml.Json(ConversionSource.Compose(text, at.ToString()));
}
