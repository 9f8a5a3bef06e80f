using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EvalHarness.Core;
using EvalHarness.Yaml;

namespace EvalHarness.Conversions.Promptfoo;

/// <summary>Writes what was read of a configuration as a suite and its data.</summary>
/// <param name="name">Name of the suite.</param>
/// <param name="path">Path of the configuration.</param>
/// <param name="config">The configuration.</param>
/// <param name="rows">Its samples.</param>
/// <param name="remarks">Where what becomes of its parts is told.</param>
internal sealed partial class PromptfooSuite(
    string name,
    string path,
    PromptfooConfig config,
    ImmutableArray<PromptfooRow> rows,
    Remarks remarks
)
{
    private const string Data = "tests.jsonl";
    private readonly HashSet<string> columns = new(StringComparer.Ordinal);

    /// <summary>Writes it.</summary>
    /// <param name="tool">Name of the tool.</param>
    public SuiteConversion Write(string tool)
    {
        if (rows.IsEmpty || config.Prompts.IsEmpty)
        {
            if (remarks.All.All(remark => remark.Fate != ConversionFate.Refused))
            {
                remarks.Refused(new Location(path, 1, 1), rows.IsEmpty ? "no tests" : "no prompts", "at least one");
            }

            return new SuiteConversion(tool, name, null, ImmutableSortedDictionary<string, string>.Empty, remarks.All);
        }

        string[] variables =
        [
            .. rows.SelectMany(row => row.Test.Order)
                .Concat(config.Prompts.SelectMany(prompt => prompt.Names))
                .Distinct(),
        ];
        columns.UnionWith(variables);
        var parts = new Parts(
            Column("id"),
            Column("description"),
            Column("checks"),
            Column("prefix"),
            Column("suffix")
        );
        string table = Table(variables, parts);
        string suite = Suite(parts);
        remarks.Taken(new Location(path), Counted(rows.Length, "test"), $"samples of {Data}, each with its checks");
        remarks.Taken(
            new Location(path),
            $"{Counted(config.Prompts.Length, "prompt")}, {Counted(config.Models.Length, "model")}"
        );
        return new SuiteConversion(
            tool,
            name,
            Comments() + suite,
            ImmutableSortedDictionary<string, string>.Empty.Add(Data, table),
            remarks.All
        )
        {
            Samples = rows.Length,
        };
    }

    private static string Counted(int count, string noun) =>
        FormattableString.Invariant($"{count} {noun}{(count == 1 ? "" : "s")}");

    private string Column(string wanted)
    {
        string column = wanted;
        while (!columns.Add(column))
        {
            column = "_" + column;
        }

        return column;
    }

    private bool HasPrefix => rows.Any(row => row.Prefix.Length > 0);

    private bool HasSuffix => rows.Any(row => row.Suffix.Length > 0);

    private string Table(string[] variables, Parts parts)
    {
        string[] metadata = [.. rows.SelectMany(row => row.Test.Metadata.Keys).Distinct().Where(columns.Add)];
        return JsonlText.Of(rows.Select(row => Row(row, variables, metadata, parts)));
    }

    private JsonObject Row(PromptfooRow row, string[] variables, string[] metadata, Parts parts)
    {
        var json = new JsonObject { [parts.Id] = row.Number.ToString(CultureInfo.InvariantCulture) };
        if (rows.Any(one => one.Test.Description is not null))
        {
            json[parts.Description] = row.Test.Description ?? "";
        }

        foreach (string variable in variables)
        {
            json[variable] = Nunjucks.Shows(row.Values.GetValueOrDefault(variable));
        }

        foreach (string key in metadata)
        {
            json[key] = row.Test.Metadata.GetValueOrDefault(key, "");
        }

        if (HasPrefix)
        {
            json[parts.Prefix] = row.Prefix;
        }

        if (HasSuffix)
        {
            json[parts.Suffix] = row.Suffix;
        }

        json[parts.Checks] = row.Checks.DeepClone();
        return json;
    }

    /// <summary>What a reader of the suite is told first: where it comes from, what is missing, and what is otherwise here.</summary>
    private string Comments() =>
        SuiteYaml.Head(path, "promptfoo", remarks)
        + "# promptfoo fails a run in which any test fails; here gates say what must hold, with their uncertainty.\n";

    private string Suite(Parts parts)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"suite: {YamlText.Scalar(name)}\n");
        if (config.Description is { Length: > 0 } description)
        {
            text.Append(CultureInfo.InvariantCulture, $"description: {YamlText.Scalar(description)}\n");
        }

        text.Append("\nmodels:\n");
        var shared = Shared();
        foreach (var model in Models())
        {
            text.Append(CultureInfo.InvariantCulture, $"  {model.Name}:\n");
            foreach (string line in model.Lines)
            {
                text.Append("    ").Append(line).Append('\n');
            }

            if (shared is null && model.Generation is { Count: > 0 } own)
            {
                text.Append(CultureInfo.InvariantCulture, $"    prompting: {{ generation: {SuiteYaml.Flow(own)} }}\n");
            }
        }

        text.Append(
            CultureInfo.InvariantCulture,
            $"\ntasks:\n  - task: tests\n    dataset: {{ file: {Data}, id: {YamlText.Scalar(parts.Id)} }}\n"
        );
        Prompts(text, parts);
        if (shared is { Count: > 0 })
        {
            text.Append(CultureInfo.InvariantCulture, $"    generation: {SuiteYaml.Flow(shared)}\n");
        }

        if (config.Repeat > 1)
        {
            text.Append(CultureInfo.InvariantCulture, $"    repeats: {config.Repeat}\n");
        }

        string field = parts.Checks == "checks" ? "" : $"field: {YamlText.Scalar(parts.Checks)}";
        string[] metrics =
        [
            field.Length == 0 ? "checks" : $"{{ checks: {{ {field} }} }}",
            $"{{ checks: {{ {(field.Length == 0 ? "" : field + ", ")}part: score }} }}",
            .. Named()
                .Select(metric =>
                    $"{{ checks: {{ {(field.Length == 0 ? "" : field + ", ")}metric: {YamlText.Scalar(metric)} }} }}"
                ),
        ];
        text.Append("    answer: text\n    metrics:\n");
        foreach (string metric in metrics)
        {
            text.Append("      - ").Append(metric).Append('\n');
        }

        return text.ToString();
    }

    private ImmutableArray<PromptfooModel> Models() =>
        config.Models.IsEmpty
            ?
            [
                new PromptfooModel(
                    "model",
                    [
                        "provider: openai-compatible    # fill in",
                        "endpoint: ${MODEL_URL}",
                        "model: model",
                        "when: ${MODEL_URL}",
                    ],
                    null
                ),
            ]
            : config.Models;

    /// <summary>The generation of all models, where it is one; null where it differs.</summary>
    private JsonObject? Shared()
    {
        JsonObject[] known = [.. config.Models.Select(model => model.Generation).OfType<JsonObject>()];
        return known.Length > 0 && known.All(one => JsonNode.DeepEquals(one, known[0])) ? known[0] : null;
    }

    private void Prompts(StringBuilder text, Parts parts)
    {
        if (config.Prompts is [var only])
        {
            text.Append(Prompt(only, parts, 4, isNamed: false));
            return;
        }

        text.Append("    prompts:\n");
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (i, prompt) in config.Prompts.Index())
        {
            string own = SuiteYaml.Name(prompt.Label ?? "", FormattableString.Invariant($"prompt-{i + 1}"));
            text.Append(CultureInfo.InvariantCulture, $"      {SuiteYaml.Unique(own, taken)}:");
            text.Append(Prompt(prompt, parts, 8, isNamed: true));
        }
    }

    private string Prompt(PromptfooPrompt prompt, Parts parts, int indent, bool isNamed)
    {
        string margin = new(' ', indent);
        if (!prompt.IsChat)
        {
            string template =
                (HasPrefix ? $"{{{{{parts.Prefix}}}}}" : "")
                + Template(prompt.Turns[0].Template, prompt.At)
                + (HasSuffix ? $"{{{{{parts.Suffix}}}}}" : "");
            return (isNamed ? " " : margin + "prompt: ") + YamlText.Text(template, indent + (isNamed ? 0 : 2)) + "\n";
        }

        var text = new StringBuilder(isNamed ? "\n" : "");
        text.Append(margin).Append("messages:\n");
        foreach (var (role, template) in prompt.Turns)
        {
            text.Append(margin)
                .Append("  - ")
                .Append(role)
                .Append(": ")
                .Append(YamlText.Text(Template(template, prompt.At), indent + 6))
                .Append('\n');
        }

        return text.ToString();
    }

    private string Template(ImmutableArray<Nunjucks.Part> parts, Location at)
    {
        var text = new StringBuilder();
        foreach (var (i, part) in parts.Index())
        {
            text.Append(part.IsName ? $"{{{{{part.Text}}}}}" : SuiteYaml.Literal(part.Text));
            if (!part.IsName && part.Text.EndsWith('\\') && i + 1 < parts.Length && parts[i + 1].IsName)
            {
                remarks.Refused(
                    at,
                    "a prompt with a backslash before a variable, which means braces here",
                    "a space between them"
                );
            }
        }

        return text.ToString();
    }

    /// <summary>The names under which scores are told apart, where each test has one: a metric of its own.</summary>
    private List<string> Named()
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            foreach (string metric in Names(row.Checks).Distinct())
            {
                counts[metric] = counts.GetValueOrDefault(metric) + 1;
            }
        }

        var named = new List<string>();
        foreach (var (metric, count) in counts.OrderBy(one => one.Key, StringComparer.Ordinal))
        {
            if (count == rows.Length && MetricName().IsMatch(metric))
            {
                named.Add(metric);
            }
            else
            {
                remarks.Open(
                    new Location(path),
                    $"the named score '{metric}' of {count.ToString(CultureInfo.InvariantCulture)} of {rows.Length.ToString(CultureInfo.InvariantCulture)} tests",
                    "no metric by itself: { checks: { metric: NAME } } measures it, and counts the other tests as missing"
                );
            }
        }

        return named;
    }

    private static IEnumerable<string> Names(JsonNode? checks) =>
        checks switch
        {
            JsonArray list => list.SelectMany(Names),
            JsonObject json => Names(json["assert"])
                .Concat(json["metric"] is { } metric ? [metric.GetValue<string>()] : []),
            _ => [],
        };

    /// <summary>Names of the columns that are no variables.</summary>
    private sealed record Parts(string Id, string Description, string Checks, string Prefix, string Suffix);

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]*\z")]
    private static partial Regex MetricName();
}
