using EvalHarness.Core;
using EvalHarness.Decisions.Specs;
using EvalHarness.Suites;
using EvalHarness.Yaml;

namespace EvalHarness.Tests.Decisions;

/// <summary>One key or value of a shipped decision, to be spoilt.</summary>
/// <param name="File">Name of the file.</param>
/// <param name="Key">The key, or that of the value.</param>
/// <param name="Written">What stands there.</param>
/// <param name="At">Where.</param>
/// <param name="IsKey">Whether it is the key itself.</param>
public sealed record Slip(string File, string Key, string Written, Location At, bool IsKey)
{
    /// <summary>The word with a letter fewer, or with one more where it has but one.</summary>
    public string Misspelt => Written.Length == 1 ? Written + Written : Written.Remove(Written.Length / 2, 1);

    /// <summary>The faults of the file with something else in this place.</summary>
    public Fault[] Faults(string instead) => Read(Spoil(instead), File);

    /// <summary>The text of the file with something else in this place.</summary>
    public string Spoil(string instead)
    {
        string[] lines = Text(File).Split('\n');
        string line = lines[At.Line - 1];
        int end = At.Column - 1 + Written.Length;
        lines[At.Line - 1] = string.Concat(line.AsSpan(0, At.Column - 1), instead, line.AsSpan(end));
        return string.Join('\n', lines);
    }

    /// <summary>The faults in words, for the message of an assertion.</summary>
    public string Told(Fault[] faults) => $"{At} {Written}\n" + string.Join('\n', faults.AsEnumerable());

    /// <summary>The text of a shipped file.</summary>
    public static string Text(string file) =>
        System.IO.File.ReadAllText(Path.Combine(Repository.Root, "suites", "finance", file));

    /// <summary>The faults of the decision in a text.</summary>
    public static Fault[] Read(string text, string file = "file")
    {
        var findings = new FaultCollector();
        var root = (YamlMapping)YamlComposer.Compose(text, file, findings)!;
        try
        {
            _ = DecisionReader.Read(root.Find("decision")!.Value, SuiteCatalog.With(), _ => null);
            return [];
        }
        catch (DocumentException e)
        {
            return [.. e.Faults];
        }
    }

    /// <summary>Every key and every plain value of the decision in a file, but for names that are free.</summary>
    public static IEnumerable<Slip> Of(string file, string[] free)
    {
        var root = (YamlMapping)YamlComposer.Compose(Text(file), file, new FaultCollector())!;
        return Of(file, root.Find("decision")!.Value, "decision", free);
    }

    private static IEnumerable<Slip> Of(string file, YamlNode node, string key, string[] free) =>
        node switch
        {
            YamlScalar { IsPlain: true } scalar => [new(file, key, scalar.Text, scalar.At, IsKey: false)],
            YamlSequence list => list.Items.SelectMany(item => Of(file, item, key, free)),
            YamlMapping mapping => mapping.Entries.SelectMany(entry =>
                Of(file, entry.Value, entry.Key, free)
                    .Concat(free.Contains(key) ? [] : [new Slip(file, entry.Key, entry.Key, entry.KeyAt, IsKey: true)])
            ),
            _ => [],
        };
}
