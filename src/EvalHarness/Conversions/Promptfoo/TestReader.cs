using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using EvalHarness.Core;
using EvalHarness.Scoring.Assertions;
using EvalHarness.Yaml;

namespace EvalHarness.Conversions.Promptfoo;

/// <summary>Reads test cases as they are written in YAML or JSON.</summary>
/// <param name="files">The files that they may name.</param>
/// <param name="remarks">Where what they hold beside is told.</param>
internal sealed class TestReader(PromptfooFiles files, Remarks remarks)
{
    private const string Counterpart =
        "a test without it: it decides what is asked or how it is scored, and cannot be said here";

    /// <summary>Options that only graders have, or that change nothing of what is asked.</summary>
    private static readonly string[] Idle = ["provider", "rubricPrompt", "runSerially", "factuality"];

    /// <summary>Reads a test case.</summary>
    /// <param name="node">The test.</param>
    /// <exception cref="DocumentException">It cannot be said here.</exception>
    public PromptfooTest Read(YamlNode node)
    {
        if (node is not YamlMapping mapping)
        {
            throw Refused(node.At, "a test that is no mapping", "keys with values");
        }

        var test = new PromptfooTest(mapping.At);
        foreach (var entry in mapping.Entries)
        {
            test = Read(test, entry);
        }

        return test;
    }

    private PromptfooTest Read(PromptfooTest test, YamlEntry entry)
    {
        switch (entry.Key)
        {
            case "description":
                return test with { Description = Text(entry.Value) };
            case "vars":
                return Variables(test, entry.Value);
            case "assert":
                return test with { Asserts = Asserts(entry.Value) };
            case "threshold":
                return test with { Threshold = Number(entry.Value) };
            case "options":
                return Options(test, entry.Value);
            case "metadata":
                return test with { Metadata = Metadata(entry.Value) };
            case "provider" or "providers" or "prompts" or "providerOutput" or "assertScoringFunction":
                throw Refused(entry.KeyAt, $"'{entry.Key}' of a test", Counterpart);
            default:
                throw Refused(
                    entry.KeyAt,
                    $"the key {Wording.Quote(entry.Key)} of a test, which is not known",
                    Counterpart
                );
        }
    }

    private PromptfooTest Variables(PromptfooTest test, YamlNode node)
    {
        if (node is YamlScalar { IsNull: true })
        {
            return test;
        }

        var mapping = node switch
        {
            YamlMapping written => written,
            YamlScalar { Text: var path }
                when path.EndsWith(".yaml", StringComparison.Ordinal)
                    || path.EndsWith(".yml", StringComparison.Ordinal) => files.Yaml(path, node.At) as YamlMapping
                ?? throw Refused(node.At, "a file of variables that is no mapping", "names with values"),
            _ => throw Refused(node.At, "variables that are no mapping", "names with values"),
        };
        return test with
        {
            Order = [.. mapping.Entries.Select(entry => entry.Key)],
            Variables = mapping.Entries.ToImmutableDictionary(
                entry => entry.Key,
                entry => new PromptfooVariable(JsYaml.Json(entry.Value), entry.Value.At)
            ),
        };
    }

    private static PromptfooTest Options(PromptfooTest test, YamlNode node)
    {
        foreach (var entry in (node as YamlMapping)?.Entries ?? [])
        {
            test = entry.Key switch
            {
                "prefix" => test with { Prefix = Text(entry.Value) },
                "suffix" => test with { Suffix = Text(entry.Value) },
                "disableVarExpansion" => test with { IsUnexpanded = Flag(entry.Value) },
                "disableDefaultAsserts" => test with { HasNoDefaults = Flag(entry.Value) },
                "repeat" => test with { Repeat = (int)Number(entry.Value) },
                _ when Idle.Contains(entry.Key) => test,
                _ => throw Refused(entry.KeyAt, $"the option {Wording.Quote(entry.Key)} of a test", Counterpart),
            };
        }

        return test;
    }

    private ImmutableSortedDictionary<string, string> Metadata(YamlNode node)
    {
        var metadata = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var entry in (node as YamlMapping)?.Entries ?? [])
        {
            if (entry.Key == "conversationId")
            {
                remarks.Dropped(entry.KeyAt, "conversationId", "no prompt here shows an earlier answer");
            }
            else if (entry.Value is YamlScalar { IsNull: false } value)
            {
                metadata[entry.Key] = value.Text;
            }
            else
            {
                remarks.Dropped(entry.KeyAt, $"metadata {Wording.Quote(entry.Key)}", "it is no single value");
            }
        }

        return metadata.ToImmutable();
    }

    /// <summary>The assertions of a list.</summary>
    /// <param name="node">The list.</param>
    public ImmutableArray<PromptfooAssert> Asserts(YamlNode node) =>
        node switch
        {
            YamlScalar { IsNull: true } => [],
            YamlScalar { Text: var path } when path.StartsWith("file://", StringComparison.Ordinal) => Asserts(
                files.Yaml(path, node.At)
            ),
            YamlSequence list => [.. list.Items.Select(item => Assert(item, isInSet: false))],
            _ => throw Refused(node.At, "assertions that are no list", "a list of { type, value }"),
        };

    private PromptfooAssert Assert(YamlNode node, bool isInSet)
    {
        if (node is not YamlMapping mapping)
        {
            throw Refused(node.At, "an assertion that is no mapping", "{ type, value }");
        }

        if (mapping.Find("$ref") is { } reference)
        {
            return Assert(files.Template(reference.Value), isInSet);
        }

        string type = mapping.Find("type") is { } typed
            ? Text(typed.Value)
            : throw Refused(node.At, "an assertion without a type", "{ type, value }");
        if (type == Check.Set)
        {
            return Set(mapping, isInSet);
        }

        foreach (var entry in mapping.Entries)
        {
            if (entry.Key is "transform" or "contextTransform")
            {
                throw Refused(
                    entry.KeyAt,
                    $"'{entry.Key}' of an assertion, which is code and is not run",
                    "an assertion about the answer as it is"
                );
            }

            if (
                entry.Key
                is not (
                    "type"
                    or "value"
                    or "threshold"
                    or "weight"
                    or "metric"
                    or "provider"
                    or "rubricPrompt"
                    or "config"
                    or "description"
                )
            )
            {
                throw Refused(
                    entry.KeyAt,
                    $"the key {Wording.Quote(entry.Key)} of an assertion, which is not known",
                    "type, value, threshold, weight, metric"
                );
            }
        }

        // A mapping as a value stands where it is written: a fault of it is told there.
        return new PromptfooAssert(mapping.Find("value")?.Value.At ?? mapping.At, type, Value(mapping, type))
        {
            HasValue = mapping.Find("value") is not null,
            Threshold = Number(mapping, "threshold"),
            Weight = Number(mapping, "weight"),
            Metric = mapping.Find("metric") is { } metric ? Text(metric.Value) : null,
        };
    }

    private PromptfooAssert Set(YamlMapping mapping, bool isInSet)
    {
        if (isInSet || mapping.Find("assert")?.Value is not YamlSequence list)
        {
            throw Refused(
                mapping.At,
                isInSet
                    ? "a set of assertions within another, which is an error in promptfoo"
                    : "a set of assertions without a list",
                "assertions under 'assert'"
            );
        }

        return new PromptfooAssert(mapping.At, Check.Set, null)
        {
            Threshold = Number(mapping, "threshold"),
            Weight = Number(mapping, "weight"),
            Metric = mapping.Find("metric") is { } metric ? Text(metric.Value) : null,
            Items = [.. list.Items.Select(item => Assert(item, isInSet: true))],
        };
    }

    private JsonNode? Value(YamlMapping mapping, string type)
    {
        if (mapping.Find("value") is not { } entry)
        {
            return null;
        }

        var value = JsYaml.Json(entry.Value);
        return
            value is JsonValue text
            && text.GetValueKind() == JsonValueKind.String
            && text.GetValue<string>() is var path
            && path.StartsWith("file://", StringComparison.Ordinal)
            ? files.Value(path, type, entry.Value.At)
            : value;
    }

    private static double? Number(YamlMapping mapping, string key) =>
        mapping.Find(key) is { } entry ? Number(entry.Value) : null;

    private static double Number(YamlNode node) =>
        JsYaml.Json(node) is JsonValue value && value.GetValueKind() == JsonValueKind.Number
            ? value.GetValue<double>()
            : throw Refused(node.At, "something that is no number", "a number");

    private static bool Flag(YamlNode node) =>
        JsYaml.Json(node) is JsonValue value && value.GetValueKind() is JsonValueKind.True or JsonValueKind.False
            ? JsYaml.Json(node)!.GetValueKind() == JsonValueKind.True
            : throw Refused(node.At, "something that is neither true nor false", "true or false");

    private static string Text(YamlNode node) =>
        node is YamlScalar scalar ? scalar.Text : throw Refused(node.At, "something that is no text", "a text");

    private static DocumentException Refused(Location at, string found, string expected) =>
        new(new Fault(at, found, expected));
}
