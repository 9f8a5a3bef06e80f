using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Yaml;

namespace EvalHarness.Conversions.LmEval;

/// <summary>
/// Tasks of lm-evaluation-harness 0.4.9 in YAML: multiple choice with fixed options and written answers, over files of JSON, CSV or Parquet, with templates that
/// show fields, filters and metrics that have the same meaning here.
/// </summary>
[Keyword("lm-evaluation-harness")]
public sealed record LmEvalConverter : ISuiteConverter
{
    /// <summary>Keys that no score hangs on.</summary>
    private static readonly string[] Idle =
    [
        "tag",
        "group",
        "task_alias",
        "metadata",
        "should_decontaminate",
        "doc_to_decontamination_query",
        "group_alias",
        "unsafe_code",
    ];

    private static readonly string[] Read =
    [
        "task",
        "include",
        "dataset_path",
        "dataset_name",
        "dataset_kwargs",
        "training_split",
        "validation_split",
        "test_split",
        "fewshot_split",
        "num_fewshot",
        "fewshot_config",
        "doc_to_text",
        "doc_to_target",
        "doc_to_choice",
        "target_delimiter",
        "fewshot_delimiter",
        "description",
        "output_type",
        "generation_kwargs",
        "metric_list",
        "filter_list",
        "repeats",
    ];

    /// <inheritdoc/>
    public string Tool => "lm-evaluation-harness";

    /// <inheritdoc/>
    public bool Knows(ConversionSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source.Root is { } root
            && (root.Find("task") is not null || root.Find("group") is not null)
            && root.Entries.Any(entry =>
                entry.Key is "dataset_path" or "doc_to_text" or "output_type" or "include" or "group" or "metric_list"
            );
    }

    /// <inheritdoc/>
    public async Task<SuiteConversion> ConvertAsync(ConversionSource source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        var remarks = new Remarks();
        string name = SuiteYaml.Name(Path.GetFileNameWithoutExtension(source.Path), "task");
        try
        {
            if (source.Root!.Find("task")?.Value is YamlSequence tasks)
            {
                throw LmEvalConfig.Refused(
                    tasks.At,
                    "a group, which lists tasks",
                    "the file of one task: each is written out by itself"
                );
            }

            var config = new LmEvalConfig(source);
            foreach (var entry in config.Entries)
            {
                Look(entry, remarks);
            }

            name = SuiteYaml.Name(config.Text("task") ?? name, "task");
            return await new LmEvalSuite(name, config, remarks).WriteAsync(Tool, cancellationToken);
        }
        catch (DocumentException refused)
        {
            foreach (var fault in refused.Faults)
            {
                remarks.Refused(fault.At, fault.Found, fault.Expected);
            }

            return new SuiteConversion(Tool, name, null, ImmutableSortedDictionary<string, string>.Empty, remarks.All);
        }
    }

    private static void Look(YamlEntry entry, Remarks remarks)
    {
        if (Idle.Contains(entry.Key))
        {
            remarks.Dropped(entry.KeyAt, $"'{entry.Key}'", "no score hangs on it");
        }
        else if (!Read.Contains(entry.Key) && entry.Value is not YamlScalar { IsNull: true })
        {
            throw LmEvalConfig.Refused(
                entry.KeyAt,
                $"the key {Wording.Quote(entry.Key)}",
                "a task without it: it decides what is asked or how it is scored, and cannot be said here"
            );
        }
    }
}
