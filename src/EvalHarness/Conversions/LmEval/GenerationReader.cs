using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using EvalHarness.Core;
using EvalHarness.Yaml;

namespace EvalHarness.Conversions.LmEval;

/// <summary>Reads how a task generates, what its filters leave of an answer, and how that is scored.</summary>
/// <param name="config">The task.</param>
/// <param name="remarks">Where what becomes of its parts is told.</param>
internal sealed class GenerationReader(LmEvalConfig config, Remarks remarks)
{
    private const double UsualTokens = 256;

    /// <summary>The settings that are sent.</summary>
    /// <exception cref="DocumentException">One cannot be said here.</exception>
    public JsonObject Settings()
    {
        var settings = new JsonObject { ["temperature"] = 0, ["max_tokens"] = UsualTokens };
        string[] stops = [config.Text("fewshot_delimiter") ?? "\n\n"];
        bool isGreedy = true;
        double? temperature = null;
        foreach (var entry in (config.Find("generation_kwargs")?.Value as YamlMapping)?.Entries ?? [])
        {
            switch (entry.Key)
            {
                case "until":
                    stops = entry.Value is YamlSequence list
                        ? [.. list.Items.Select(LmEvalConfig.Text)]
                        : [LmEvalConfig.Text(entry.Value)];
                    break;
                case "max_gen_toks" or "max_tokens" or "max_new_tokens":
                    settings["max_tokens"] = Number(entry.Value);
                    break;
                case "do_sample":
                    isGreedy = LmEvalConfig.Text(entry.Value).Equals("false", StringComparison.OrdinalIgnoreCase);
                    break;
                case "temperature":
                    temperature = Number(entry.Value);
                    break;
                case "top_p" or "top_k":
                    settings[entry.Key] = Number(entry.Value);
                    break;
                default:
                    throw LmEvalConfig.Refused(
                        entry.KeyAt,
                        $"the setting {Wording.Quote(entry.Key)} of 'generation_kwargs'",
                        "until, max_gen_toks, temperature, do_sample, top_p or top_k"
                    );
            }
        }

        if (
            temperature > 0
            && isGreedy
            && config.Find("generation_kwargs")?.Value is YamlMapping written
            && written.Find("do_sample") is not null
        )
        {
            throw LmEvalConfig.Refused(
                written.At,
                "a temperature together with 'do_sample: false', which backends of the harness read differently",
                "one of them"
            );
        }

        settings["temperature"] = temperature ?? 0;
        if (stops.Length > 0)
        {
            settings["stop"] = new JsonArray([.. stops.Select(stop => (JsonNode)stop)]);
        }

        return settings;
    }

    /// <summary>A way to read and score for each filter; those that cannot be said here are told and left out.</summary>
    public List<LmEvalVariant> Variants()
    {
        var variants = new List<LmEvalVariant>();
        var filters = config.Items("filter_list");
        if (filters.Length == 0)
        {
            if (remarks.Try(() => Metrics(isExtracted: false)) is { } metrics)
            {
                variants.Add(new LmEvalVariant("", "extract", metrics.Value));
            }

            return variants;
        }

        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var filter in filters)
        {
            if (remarks.Try(() => Variant(filter)) is { } variant)
            {
                variants.Add(
                    filters.Length == 1
                        ? variant
                        : variant with
                        {
                            Suffix = "-" + SuiteYaml.Unique(variant.Suffix, taken),
                        }
                );
            }
        }

        return filters.Length == 1 ? [.. variants.Select(one => one with { Suffix = "" })] : variants;
    }

    private LmEvalVariant Variant(YamlNode node)
    {
        if (node is not YamlMapping filter || filter.Find("filter")?.Value is not YamlSequence steps)
        {
            throw LmEvalConfig.Refused(node.At, "a filter without its steps", "{ name, filter: [...] }");
        }

        string name = SuiteYaml.Name(
            filter.Find("name") is { } named ? LmEvalConfig.Text(named.Value) : "filter",
            "filter"
        );
        var keys = new List<string>();
        bool isCased = false;
        foreach (var step in steps.Items.OfType<YamlMapping>())
        {
            string function = step.Find("function") is { } said ? LmEvalConfig.Text(said.Value) : "";
            switch (function)
            {
                case "take_first":
                    break;
                case "regex" when keys.Count == 0:
                    keys.AddRange(Pattern(step));
                    break;
                case "lowercase" or "uppercase" when !isCased:
                    keys.Add(function == "lowercase" ? "case: lower" : "case: upper");
                    isCased = true;
                    break;
                case "remove_whitespace" when !keys.Contains("trim: true"):
                    keys.Add("trim: true");
                    break;
                default:
                    throw LmEvalConfig.Refused(
                        step.At,
                        $"the step {Wording.Quote(function)} of a filter",
                        function switch
                        {
                            "majority_vote" => "repeats with the metric maj@k, which tells ties otherwise",
                            "regex" => "one pattern, before the steps of case and space",
                            _ => "regex, lowercase, uppercase, remove_whitespace or take_first",
                        }
                    );
            }
        }

        string answer = keys.Count == 0 ? "extract" : $"{{ extract: {{ {string.Join(", ", keys)} }} }}";
        return new LmEvalVariant(
            name,
            answer,
            Metrics(keys.Exists(key => key.StartsWith("pattern", StringComparison.Ordinal))).Value
        );
    }

    private static IEnumerable<string> Pattern(YamlMapping step)
    {
        string pattern = step.Find("regex_pattern") is { } said
            ? LmEvalConfig.Text(said.Value)
            : @"#### (\-?[0-9\.\,]+)";
        yield return $"pattern: {YamlText.Scalar(PythonPattern.Of(pattern, step.At))}";
        if (step.Find("group_select") is { } select)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"select: {(int)Number(select.Value)}");
        }
    }

    private Boxed Metrics(bool isExtracted)
    {
        var written = config.Items("metric_list");
        var metrics = ImmutableArray.CreateBuilder<string>();
        foreach (var node in written)
        {
            if (remarks.Try(() => Metric(node, isExtracted)) is { } metric)
            {
                metrics.Add(metric);
            }
        }

        if (written.Length == 0)
        {
            metrics.Add("{ exact_match: { strict: true } }");
        }

        return metrics.Count == 0
            ? throw LmEvalConfig.Refused(
                config.Find("metric_list")!.KeyAt,
                "no metric that can be said here",
                "exact_match, bleu, chrf or ter"
            )
            : new Boxed(metrics.ToImmutable());
    }

    private static string Metric(YamlNode node, bool isExtracted)
    {
        if (node is not YamlMapping metric || metric.Find("metric") is not { } named)
        {
            throw LmEvalConfig.Refused(node.At, "a metric without a name", "{ metric: NAME }");
        }

        string name = LmEvalConfig.Text(named.Value);
        if (metric.Find("hf_evaluate") is { } fetched)
        {
            throw LmEvalConfig.Refused(
                fetched.KeyAt,
                "a metric that is fetched ('hf_evaluate')",
                "a metric of the harness itself"
            );
        }

        if (
            metric.Find("aggregation") is { Value: YamlScalar aggregation }
            && aggregation.Text is not "mean"
            && aggregation.Text != name
        )
        {
            throw LmEvalConfig.Refused(aggregation.At, $"the aggregation {Wording.Quote(aggregation.Text)}", "mean");
        }

        if (name is "bleu" or "chrf" or "ter")
        {
            return isExtracted
                ? throw LmEvalConfig.Refused(
                    named.Value.At,
                    $"{name} behind a filter that gives a text where it finds nothing",
                    "the answer as it is"
                )
                : name;
        }

        return name == "exact_match"
            ? Exact(metric)
            : throw LmEvalConfig.Refused(
                named.Value.At,
                $"the metric {Wording.Quote(name)} of written answers",
                "exact_match, bleu, chrf or ter"
            );
    }

    private static string Exact(YamlMapping metric)
    {
        var keys = new List<string> { "strict: true" };
        foreach (var entry in metric.Entries)
        {
            bool isOn = entry.Value is YamlScalar flag && flag.Text.Equals("true", StringComparison.OrdinalIgnoreCase);
            switch (entry.Key)
            {
                case "metric" or "aggregation" or "higher_is_better":
                    break;
                case "ignore_case" or "ignore_punctuation":
                    keys.AddRange(isOn ? [$"{entry.Key}: true"] : Array.Empty<string>());
                    break;
                case "ignore_numbers" when !isOn:
                    break;
                case "ignore_numbers":
                    throw LmEvalConfig.Refused(
                        entry.KeyAt,
                        "'ignore_numbers', which cuts digits out after case and punctuation",
                        "regexes_to_ignore with [0-9]"
                    );
                case "regexes_to_ignore":
                    YamlNode[] patterns = entry.Value is YamlSequence list ? [.. list.Items] : [entry.Value];
                    keys.Add(
                        $"ignore: {YamlText.List(patterns.Select(one => PythonPattern.Of(LmEvalConfig.Text(one), one.At)))}"
                    );
                    break;
                default:
                    throw LmEvalConfig.Refused(
                        entry.KeyAt,
                        $"the setting {Wording.Quote(entry.Key)} of exact_match",
                        "ignore_case, ignore_punctuation or regexes_to_ignore"
                    );
            }
        }

        return $"{{ exact_match: {{ {string.Join(", ", keys)} }} }}";
    }

    private static double Number(YamlNode node) =>
        double.TryParse(LmEvalConfig.Text(node), NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            ? number
            : throw LmEvalConfig.Refused(node.At, "something that is no number", "a number");

    private sealed record Boxed(ImmutableArray<string> Value);
}
