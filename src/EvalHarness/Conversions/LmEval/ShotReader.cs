using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using EvalHarness.Core;
using EvalHarness.Yaml;

namespace EvalHarness.Conversions.LmEval;

/// <summary>Reads solved examples: the same for every row, or refused.</summary>
/// <param name="config">The task.</param>
/// <param name="data">Its data.</param>
internal sealed class ShotReader(LmEvalConfig config, LmEvalData data)
{
    /// <summary>The examples as one text, each with what stands behind it; empty for none.</summary>
    /// <param name="text">The template of a question.</param>
    /// <param name="target">The template of an answer.</param>
    /// <param name="options">The options of a choice; empty where answers are written.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">They differ from row to row, or are drawn by chance.</exception>
    public async Task<string> ReadAsync(
        Jinja text,
        Jinja target,
        ImmutableArray<string> options,
        CancellationToken cancellationToken
    )
    {
        int count =
            config.Text("num_fewshot") is { } said
            && int.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
                ? number
                : 0;
        if (count == 0)
        {
            return "";
        }

        var settings = config.Find("fewshot_config")?.Value as YamlMapping;
        if (settings?.Entries.FirstOrDefault(entry => entry.Key is not ("sampler" or "samples" or "split")) is { } odd)
        {
            throw LmEvalConfig.Refused(
                odd.KeyAt,
                $"the key {Wording.Quote(odd.Key)} of 'fewshot_config'",
                "sampler, samples or split"
            );
        }

        if (settings?.Find("sampler")?.Value is not YamlScalar { Text: "first_n" })
        {
            throw LmEvalConfig.Refused(
                config.Find("num_fewshot")!.KeyAt,
                "examples that are drawn by chance, other ones for each row",
                "'fewshot_config: { sampler: first_n }', or 'num_fewshot: 0' and 'few_shot:' in the suite"
            );
        }

        var rows = await RowsAsync(settings, cancellationToken);
        if (rows.Count < count)
        {
            throw LmEvalConfig.Refused(
                config.Find("num_fewshot")!.KeyAt,
                "more examples than there are",
                $"{rows.Count} at most"
            );
        }

        var shots = new StringBuilder();
        foreach (var row in rows.Take(count))
        {
            string answer = target.Fill(row);
            shots.Append(text.Fill(row)).Append(config.Text("target_delimiter") ?? " ");
            shots
                .Append(LmEvalSuite.Gold(answer, options) ?? answer)
                .Append(config.Text("fewshot_delimiter") ?? "\n\n");
        }

        return shots.ToString();
    }

    private async Task<List<LmEvalRow>> RowsAsync(YamlMapping settings, CancellationToken cancellationToken)
    {
        string? split = config.Text("fewshot_split") ?? (settings.Find("split")?.Value as YamlScalar)?.Text;
        if (split is null && settings.Find("samples")?.Value is YamlSequence samples)
        {
            return [.. samples.Items.Select(Row)];
        }

        split ??= config.Text("training_split") ?? config.Text("validation_split") ?? data.Split;
        return split == data.Split
            ? throw LmEvalConfig.Refused(
                config.Find("num_fewshot")!.KeyAt,
                "examples of the rows that are asked about, other ones for each row",
                "examples of another split"
            )
            : await data.RowsAsync(split, cancellationToken);
    }

    private static LmEvalRow Row(YamlNode node) =>
        node is YamlMapping mapping
            ? new LmEvalRow(
                mapping.At,
                mapping.Entries.ToDictionary(
                    entry => entry.Key,
                    entry => LmEvalConfig.Sure(entry.Value),
                    StringComparer.Ordinal
                )
            )
            : throw LmEvalConfig.Refused(node.At, "an example that is no mapping", "fields with values");
}
