using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Yaml;

namespace EvalHarness.Conversions.LmEval;

/// <summary>Reads a task that chooses among options by likelihood.</summary>
/// <param name="config">The task.</param>
/// <param name="remarks">Where what becomes of its parts is told.</param>
internal sealed class ChoiceReader(LmEvalConfig config, Remarks remarks)
{
    /// <summary>The options, the same for each row.</summary>
    /// <exception cref="DocumentException">They differ by row, or cannot be said here.</exception>
    public ImmutableArray<string> Options()
    {
        var entry =
            config.Find("doc_to_choice")
            ?? throw LmEvalConfig.Refused(
                new Location(config.File, 1, 1),
                "no 'doc_to_choice'",
                "the options of a multiple choice"
            );
        var options = entry.Value switch
        {
            YamlSequence list => list.Items.Select(LmEvalConfig.Sure).ToImmutableArray(),
            YamlMapping named => named.Entries.Select(one => LmEvalConfig.Sure(one.Value)).ToImmutableArray(),
            YamlScalar scalar when Listed(scalar.Text) is { } written => written,
            _ => throw LmEvalConfig.Refused(
                entry.Value.At,
                "options that differ from row to row",
                "options that are the same for each row, such as [\"A\", \"B\"]: a suite has one list of them"
            ),
        };
        return
            options.Length >= 2
            && options.Distinct(StringComparer.Ordinal).Count() == options.Length
            && options.All(option => option.Length > 0)
            ? options
            : throw LmEvalConfig.Refused(entry.Value.At, "fewer than two different options", "two or more");
    }

    /// <summary>A way to read and score for each normalisation.</summary>
    /// <param name="options">The options.</param>
    public List<LmEvalVariant> Variants(ImmutableArray<string> options)
    {
        string delimiter = config.Text("target_delimiter") ?? " ";
        var byNorm = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        var written = config.Items("metric_list");
        foreach (var node in written)
        {
            if (remarks.Try(() => Metric(node)) is { } metric)
            {
                if (!byNorm.TryGetValue(metric.Normalise, out var metrics))
                {
                    byNorm[metric.Normalise] = metrics = [];
                }

                metrics.Add(metric.Word);
            }
        }

        if (written.Length == 0)
        {
            byNorm["none"] = ["accuracy"];
            byNorm["characters"] = ["accuracy"];
        }

        remarks.Changed(
            config.Find("doc_to_choice")!.KeyAt,
            "the likeliest of the options",
            "two options with equal likelihoods are no answer here, where the harness takes the first"
        );
        return
        [
            .. byNorm
                .OrderBy(one => one.Key == "none" ? 0 : 1)
                .Select(one => new LmEvalVariant(
                    one.Key switch
                    {
                        "none" => "",
                        "characters" => byNorm.Count > 1 ? "-acc_norm" : "",
                        _ => byNorm.Count > 1 ? "-acc_bytes" : "",
                    },
                    $"{{ likelihood: {{ options: {YamlText.List(options)}, normalise: {one.Key}, delimiter: {YamlText.Scalar(delimiter)} }} }}",
                    [.. one.Value.Distinct()]
                )),
        ];
    }

    private static NormalisedMetric Metric(YamlNode node)
    {
        if (node is not YamlMapping metric || metric.Find("metric") is not { } named)
        {
            throw LmEvalConfig.Refused(node.At, "a metric without a name", "{ metric: NAME }");
        }

        string name = LmEvalConfig.Text(named.Value);
        return name switch
        {
            "acc" => new NormalisedMetric("none", "accuracy"),
            "acc_norm" => new NormalisedMetric("characters", "accuracy"),
            "acc_bytes" => new NormalisedMetric("bytes", "accuracy"),
            "mcc" => new NormalisedMetric("none", "mcc"),
            _ => throw LmEvalConfig.Refused(
                named.Value.At,
                $"the metric {Wording.Quote(name)} of a choice",
                name switch
                {
                    "f1" => "macro_f1 or micro_f1: the harness's is of the second option alone",
                    "brier_score" => "brier, which is of the confidence in the answer given",
                    _ => "acc, acc_norm, acc_bytes or mcc",
                }
            ),
        };
    }

    /// <summary>A list of texts as Python writes it; null where it is something else.</summary>
    private static ImmutableArray<string>? Listed(string text)
    {
        string inside = text.Trim();
        if (inside is not ['[', .., ']'] || inside.Contains("{{", StringComparison.Ordinal) || inside.Contains('\\'))
        {
            return null;
        }

        var options = ImmutableArray.CreateBuilder<string>();
        foreach (string part in inside[1..^1].Split(','))
        {
            string item = part.Trim();
            if (item.Length < 2 || item[0] is not ('"' or '\'') || item[^1] != item[0] || item[1..^1].Contains(item[0]))
            {
                return null;
            }

            options.Add(item[1..^1]);
        }

        return options.ToImmutable();
    }

    private sealed record NormalisedMetric(string Normalise, string Word);
}
