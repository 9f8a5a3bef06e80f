using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using EvalHarness.Core;
using EvalHarness.Yaml;

namespace EvalHarness.Conversions.LmEval;

/// <summary>Writes a task out as a suite and its data.</summary>
/// <param name="name">Name of the task.</param>
/// <param name="config">The task.</param>
/// <param name="remarks">Where what becomes of its parts is told.</param>
internal sealed class LmEvalSuite(string name, LmEvalConfig config, Remarks remarks)
{
    private const string File = "data.jsonl";
    private readonly LmEvalData data = new(config);

    private bool IsChoice => config.Text("output_type") == "multiple_choice";

    /// <summary>The text of a gold answer that is given by its place among options; null where it is no place.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="options">The options; empty for none.</param>
    public static string? Gold(string answer, ImmutableArray<string> options) =>
        !options.IsEmpty
        && answer.Length > 0
        && answer.All(char.IsAsciiDigit)
        && int.TryParse(answer, NumberStyles.None, CultureInfo.InvariantCulture, out int place)
        && place < options.Length
            ? options[place]
            : null;

    /// <summary>Writes it.</summary>
    /// <param name="tool">Name of the tool.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">It cannot be said here.</exception>
    public async Task<SuiteConversion> WriteAsync(string tool, CancellationToken cancellationToken)
    {
        if (config.Find("output_type") is { } type && !IsChoice && LmEvalConfig.Text(type.Value) != "generate_until")
        {
            throw LmEvalConfig.Refused(
                type.Value.At,
                $"the output type {Wording.Quote(LmEvalConfig.Text(type.Value))}",
                "multiple_choice or generate_until"
            );
        }

        if (!data.IsLocal)
        {
            throw Hub();
        }

        var options =
            config.Find("doc_to_choice") is null && !IsChoice ? [] : new ChoiceReader(config, remarks).Options();
        var rows = await data.RowsAsync(data.Split, cancellationToken);
        var (text, target) = (Template("doc_to_text", rows[0]), Template("doc_to_target", rows[0]));
        string shots = await new ShotReader(config, data).ReadAsync(text, target, options, cancellationToken);
        var variants = IsChoice
            ? new ChoiceReader(config, remarks).Variants(options)
            : new GenerationReader(config, remarks).Variants();
        if (variants.Count == 0)
        {
            throw LmEvalConfig.Refused(
                new Location(config.File, 1, 1),
                "no metric that can be said here",
                "at least one"
            );
        }

        Tell(rows.Count);
        var columns = new LmEvalColumns(text, target, options);
        string prompt = Prompt(rows[0], shots, columns);
        return new SuiteConversion(
            tool,
            name,
            Suite(prompt, columns, variants),
            ImmutableSortedDictionary<string, string>.Empty.Add(File, JsonlText.Of(rows.Select(columns.Row))),
            remarks.All
        )
        {
            Samples = rows.Count,
        };
    }

    private DocumentException Hub()
    {
        var entry = config.Find("dataset_path");
        return LmEvalConfig.Refused(
            entry?.Value.At ?? new Location(config.File, 1, 1),
            entry is null
                ? "no 'dataset_path'"
                : $"the dataset {Wording.Quote(LmEvalConfig.Text(entry.Value))} of a hub, which is not fetched",
            "'dataset_path: parquet' (or json, csv) and the file of the split under 'dataset_kwargs: { data_files: { test: ... } }'"
        );
    }

    private void Tell(int rows)
    {
        remarks.Taken(
            new Location(config.File),
            FormattableString.Invariant($"{rows} rows of the split {data.Split}"),
            $"samples of {File}"
        );
        if (config.Find("repeats") is { Value: YamlScalar repeats } && repeats.Text != "1")
        {
            remarks.Changed(
                repeats.At,
                $"{repeats.Text} repeats",
                "the first alone counts ('take_first'), so each sample is asked once here"
            );
        }

        remarks.Changed(
            new Location(config.File),
            "the prompt as one text",
            "models behind a chat are asked with it as a user's turn; a base model is asked by completions ('likelihood: completions')"
        );
        if (!IsChoice && config.Find("generation_kwargs") is null)
        {
            remarks.Taken(
                new Location(config.File),
                "temperature 0, 256 tokens, and a stop at the delimiter of examples",
                "what the harness sends where nothing is said"
            );
        }

        remarks.Open(new Location(config.File), "the model", "a task names none: fill in its address and name");
    }

    /// <summary>A template, or the field that it names.</summary>
    private Jinja Template(string key, LmEvalRow row)
    {
        var entry =
            config.Find(key)
            ?? throw LmEvalConfig.Refused(new Location(config.File, 1, 1), $"no '{key}'", "a template or a field");
        string written = LmEvalConfig.Text(entry.Value);
        return row.Fields.ContainsKey(written)
            ? Jinja.Field(written, entry.Value.At)
            : Jinja.Read(written, entry.Value.At);
    }

    private string Prompt(LmEvalRow row, string shots, LmEvalColumns columns)
    {
        if (config.Find("description") is not { } entry)
        {
            return SuiteYaml.Literal(shots) + columns.Prompt;
        }

        string written = LmEvalConfig.Text(entry.Value);
        var description = row.Fields.ContainsKey(written)
            ? Jinja.Field(written, entry.Value.At)
            : Jinja.Read(written, entry.Value.At);
        if (description.Names.Any())
        {
            throw LmEvalConfig.Refused(
                entry.Value.At,
                "a description that shows fields",
                "a text that is the same for each row"
            );
        }

        return SuiteYaml.Literal(string.Concat(description.Parts.Select(part => part.Text)) + shots) + columns.Prompt;
    }

    private string Suite(string prompt, LmEvalColumns columns, List<LmEvalVariant> variants)
    {
        var text = new StringBuilder(SuiteYaml.Head(config.File, "lm-evaluation-harness", remarks));
        text.Append(
            CultureInfo.InvariantCulture,
            $"suite: {YamlText.Scalar(name)}\n\nmodels:\n  model:\n    provider: openai-compatible    # fill in\n"
        );
        text.Append("    endpoint: ${MODEL_URL}\n    model: model\n")
            .Append(IsChoice ? "    likelihood: completions\n" : "")
            .Append("    when: ${MODEL_URL}\n\ntasks:\n");
        foreach (var variant in variants)
        {
            text.Append(CultureInfo.InvariantCulture, $"  - task: {YamlText.Scalar(name + variant.Suffix)}\n");
            text.Append(
                CultureInfo.InvariantCulture,
                $"    dataset: {{ file: {File}, id: {YamlText.Scalar(columns.Id)}, target: {YamlText.Scalar(columns.Target)} }}\n"
            );
            text.Append("    prompt: ").Append(YamlText.Text(prompt, 6)).Append('\n');
            if (!IsChoice)
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"    generation: {SuiteYaml.Flow(new GenerationReader(config, remarks).Settings())}\n"
                );
            }

            text.Append(
                CultureInfo.InvariantCulture,
                $"    answer: {variant.Answer}\n    metrics: [{string.Join(", ", variant.Metrics)}]\n"
            );
        }

        return text.ToString();
    }
}
