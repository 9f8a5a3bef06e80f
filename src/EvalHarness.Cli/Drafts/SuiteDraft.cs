using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using EvalHarness.Statistics.Power;
using EvalHarness.Yaml;

namespace EvalHarness.Cli.Drafts;

/// <summary>A suite over a table, as text that a person goes on with.</summary>
/// <param name="Table">The table.</param>
/// <param name="Roles">Which column plays which part.</param>
/// <param name="File">Path of the table, as the suite names it.</param>
/// <param name="Suite">Path of the suite, which is called after its file.</param>
internal sealed partial record SuiteDraft(TableProfile Table, TableRoles Roles, string File, string Suite)
{
    /// <summary>Share of samples on which two models disagree, where nobody has measured it.</summary>
    private const double Disagreement = 0.2;

    private ColumnProfile Target => Table.Find(Roles.Target!)!;

    private ColumnProfile? Split => Roles.Split is { } name ? Table.Find(name) : null;

    private bool IsMultipleChoice => !Roles.Options.IsEmpty;

    private string[] Labels =>
        TableRoles.IsLabel(Target, Table.Rows) ? [.. Target.Values!.Select(one => one.Value)] : [];

    private bool CanTrain =>
        Labels.Length > 0 && !IsMultipleChoice && Split is { } split && TableRoles.Training(split).Length > 0;

    /// <summary>Rows that are samples: those of the test split, or all.</summary>
    public int Samples =>
        Split is { } split
            ? split.Values!.Where(one => TableRoles.Testing(split).Contains(one.Value)).Sum(one => one.Count)
            : Table.Rows;

    /// <summary>Samples that tell two models apart which differ by two points, with 80 % power at 5 % error.</summary>
    public static double SamplesForTwoPoints =>
        McNemarPower.SizeByConnor((Disagreement + 0.02) / 2, (Disagreement - 0.02) / 2);

    /// <summary>The least difference that the samples at hand tell, likewise; null where they are too few for any.</summary>
    public double? Detectable => McNemarPower.DetectableDifference(Samples, Disagreement);

    /// <summary>The name of the task: that of the table.</summary>
    private string Name => NameOf(File);

    /// <summary>What the draft says of numbers of samples, in two sentences.</summary>
    public string Power =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Samples:#,0} samples. To tell two models apart that differ by 2 points takes about {Math.Ceiling(SamplesForTwoPoints / 10) * 10:#,0}, where they disagree on a fifth of them (80 % power, 5 % error); "
        )
        + (
            Detectable is { } least
                ? string.Create(CultureInfo.InvariantCulture, $"these tell {100 * least:0.0} points.")
                : "these tell nothing apart."
        );

    /// <summary>The suite.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"# A first suite, written by `evalharness init`: look at every line, and put in models of your own.\n# {Power}\n"
        );
        if (Table.Duplicates > 0)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"# {Table.Duplicates:#,0} of {Table.Rows:#,0} rows repeat an earlier one: they count twice, and no interval knows it.\n"
            );
        }

        text.Append(
            CultureInfo.InvariantCulture,
            $"suite: {YamlText.Scalar(NameOf(Suite))}\ndescription: {YamlText.Scalar($"Which model answers '{Roles.Target}' best?")}\nseed: 1\n\n"
        );
        Models(text);
        Task(text);
        string baseline = CanTrain ? "tfidf" : "majority";
        text.Append(
            CultureInfo.InvariantCulture,
            $"\ncompare: {{ baseline: {baseline}, candidates: all, margin: 0.02 }}\n\ngates:\n  - {{ model: all, outcome: failed, at_most: 0.01 }}\n"
        );
        if (CanTrain)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"  - {{ model: tfidf, metric: {YamlText.Scalar(Name + "/accuracy")}, better_than: majority }}\n"
            );
        }

        text.Append(
            CultureInfo.InvariantCulture,
            $"  # - {{ model: ours, metric: {YamlText.Scalar(Name + "/" + Metrics[0])}, better_than: {baseline} }}\n"
        );
        return text.ToString();
    }

    private string[] Metrics =>
        IsMultipleChoice ? ["accuracy"]
        : Labels.Length > 0 ? ["accuracy", "macro_f1"]
        : Target.IsNumber ? ["numeric_match"]
        : ["exact_match", "squad_f1"];

    private void Models(StringBuilder text)
    {
        text.Append(
            "models:\n  majority: { provider: majority-class }    # what a model must beat to have learnt anything\n"
        );
        if (Labels.Length > 0)
        {
            text.Append("  random: { provider: random }\n");
        }

        if (CanTrain)
        {
            text.Append(
                    "  tfidf:                                  # classic machine learning, trained on the training rows of the table\n    provider: text-classifier\n"
                )
                .Append(
                    CultureInfo.InvariantCulture,
                    $"    train: {{ file: {YamlText.Scalar(File)}, where: {Where(Split!, TableRoles.Training(Split!))}, input: {YamlText.Scalar(Roles.Texts[0])}, label: {YamlText.Scalar(Roles.Target!)} }}\n    custom: true\n"
                );
        }

        text.Append(
            """
              gpt-4o:                                 # asked where the key is set, else skipped; the price is of that day
                provider: openai
                model: gpt-4o-2024-08-06
                api_key: ${OPENAI_API_KEY}
                when: ${OPENAI_API_KEY}
                price: { input: 2.50, cached_input: 1.25, output: 10.00, per: 1M tokens, as_of: 2024-10-01, source: vendor price page }
              ours:                                   # a model of your own behind an OpenAI-compatible server
                provider: openai-compatible
                endpoint: ${OURS_URL}
                model: ours
                custom: true
                when: ${OURS_URL}


            """.ReplaceLineEndings("\n")
        );
    }

    private void Task(StringBuilder text)
    {
        text.Append(
            CultureInfo.InvariantCulture,
            $"tasks:\n  - task: {YamlText.Scalar(Name)}\n    dataset:\n      file: {YamlText.Scalar(File)}\n"
        );
        if (Split is { } split)
        {
            text.Append(CultureInfo.InvariantCulture, $"      where: {Where(split, TableRoles.Testing(split))}\n");
        }

        if (Roles.Id is { } id)
        {
            text.Append(CultureInfo.InvariantCulture, $"      id: {YamlText.Scalar(id)}\n");
        }

        text.Append(
            CultureInfo.InvariantCulture,
            $"      fields: {YamlText.List([.. Roles.Texts, .. Roles.Options])}\n      target: {YamlText.Scalar(Roles.Target!)}\n"
        );
        if (Roles.Cluster is { } cluster)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"      cluster: {YamlText.Scalar(cluster)}    # rows of one are not independent\n"
            );
        }

        if (!Roles.Slices.IsEmpty)
        {
            text.Append(CultureInfo.InvariantCulture, $"      slices: {YamlText.List(Roles.Slices)}\n");
        }

        text.Append("    prompt: |\n");
        foreach (string field in Roles.Texts)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"      {(Roles.Texts.Length > 1 ? field + ": " : "")}{{{{{field}}}}}\n"
            );
        }

        foreach (string option in Roles.Options)
        {
            text.Append(CultureInfo.InvariantCulture, $"      {option}. {{{{{option}}}}}\n");
        }

        text.Append(
            CultureInfo.InvariantCulture,
            $"\n      {Question.Replace("{{", "\\{{", StringComparison.Ordinal)}\n    generation: {{ temperature: 0, max_tokens: {(Labels.Length > 0 ? 16 : Target.IsNumber ? 64 : 128)} }}\n    answer: {Answer}\n    metrics: {YamlText.List(Metrics)}\n"
        );
    }

    private string Question =>
        IsMultipleChoice ? "Answer with the letter of the right option."
        : Labels.Length > 0 ? $"Answer with one of these: {string.Join(", ", Labels)}."
        : Target.IsNumber ? "Answer with the number alone."
        : "Answer in as few words as will do.";

    private string Answer =>
        IsMultipleChoice ? $"{{ letter: {{ letters: {string.Concat(Roles.Options)} }} }}"
        : Labels.Length > 0 ? $"{{ choice: {YamlText.List(Labels)} }}"
        : Target.IsNumber ? "number"
        : "text";

    private static string NameOf(string path) =>
        NoWord().Replace(Path.GetFileName(path).Split('.')[0].ToLowerInvariant(), "-").Trim('-') is { Length: > 0 } name
            ? name
            : "task";

    private static string Where(ColumnProfile split, string[] values) =>
        $"{{ {YamlText.Scalar(split.Name)}: {(values.Length == 1 ? YamlText.Scalar(values[0]) : YamlText.List(values))} }}";

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NoWord();
}
