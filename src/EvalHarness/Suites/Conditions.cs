using System.Collections.Immutable;
using EvalHarness.Yaml;

namespace EvalHarness.Suites;

/// <summary>Which models their <c>when:</c> leaves out in this environment.</summary>
internal sealed class Conditions(Variables variables)
{
    private readonly List<SkippedModel> skipped = [];

    /// <summary>The models left out so far, in order.</summary>
    public ImmutableArray<SkippedModel> Skipped => [.. skipped];

    public bool IsSkipped(string model) => skipped.Exists(other => other.Name == model);

    /// <summary>What a model is bound as.</summary>
    public BindScope? ScopeOf(Type record, YamlEntry entry)
    {
        if (record != typeof(ModelSpec))
        {
            return null;
        }

        var model = entry.Value as YamlMapping;
        var condition = model?.Find("when")?.Value;
        string? reason = condition is null
            ? null
            : Scalars(condition).Select(scalar => Reason(scalar, model!)).FirstOrDefault(found => found is not null);
        if (reason is not null)
        {
            skipped.Add(new SkippedModel(entry.Key, reason, condition!.At));
        }

        return new BindScope($"model {Wording.Quote(entry.Key)}", reason is not null);
    }

    private static IEnumerable<YamlScalar> Scalars(YamlNode node) =>
        node switch
        {
            YamlScalar scalar => [scalar],
            YamlSequence sequence => sequence.Items.OfType<YamlScalar>(),
            _ => [],
        };

    private string? Reason(YamlScalar condition, YamlMapping model)
    {
        string[] absent =
        [
            .. variables.Absent(condition.Text).Where(name => !variables.AreSecretsElsewhere || !IsKey(name, model)),
        ];
        if (absent.Length > 0)
        {
            return $"{Wording.List(absent)} is not set";
        }

        string? text = variables.Resolve(condition, new FaultCollector(), new BindScope());
        return text is "" or "false" ? $"{Wording.Quote(condition.Text)} is not true" : null;
    }

    /// <summary>Whether a model knows a variable by a key of its own that is a secret.</summary>
    private static bool IsKey(string variable, YamlMapping model) =>
        model.Entries.Any(entry =>
            entry.Key.EndsWith("key", StringComparison.Ordinal)
            && entry.Value is YamlScalar scalar
            && scalar.Text.Contains("${" + variable, StringComparison.Ordinal)
        );
}
