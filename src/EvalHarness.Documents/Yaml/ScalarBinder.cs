using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EvalHarness.Core;

namespace EvalHarness.Yaml;

/// <summary>Single values and free values, with variables replaced and traps warned of.</summary>
internal sealed partial class ScalarBinder(FaultCollector findings, Variables variables)
{
    private const int LongestPath = 200;

    /// <summary>Whether a type is a single value.</summary>
    public static bool Has(Type type) => type == typeof(FilePath) || type == typeof(Secret) || Scalars.Has(type);

    /// <summary>What a value of any type is called in a message.</summary>
    public static string Name(Type type) =>
        type == typeof(FilePath) ? "a path"
        : type == typeof(Secret) ? "${NAME}, a variable of the environment"
        : Scalars.Has(type) ? Scalars.Name(type)
        : type == typeof(JsonElement) || type == typeof(YamlNode) ? "a value"
        : type.IsGenericType && type.GetGenericArguments().Length == 1 ? "a list"
        : type.IsInterface && !type.IsGenericType ? "a word"
        : "a mapping";

    public bool TryBind(YamlNode node, Type type, string name, KeyShape? key, BindScope scope, out object? value)
    {
        value = null;
        if (node is not YamlScalar scalar || scalar.IsNull)
        {
            findings.Add(node.At, $"{node.Describe()} for '{name}'", Name(type));
            return false;
        }

        if (type == typeof(Secret) && IsShown(scalar, name, key))
        {
            // The value itself must not be told.
            findings.Add(scalar.At, $"a secret written out for '{name}'", "${NAME}, a variable of the environment");
            return false;
        }

        if (type == typeof(Secret) && variables.AreSecretsElsewhere && variables.Absent(scalar.Text).Any())
        {
            value = Placeholder(type);
            return true;
        }

        if (variables.Resolve(scalar, findings, scope) is not { } text)
        {
            value = Placeholder(type);
            return scope.IsSkipped;
        }

        if (type == typeof(Secret))
        {
            value = new Secret(text) { IsWritten = !Variables.IsIn(scalar.Text) };
            return true;
        }

        if (type == typeof(FilePath))
        {
            return TryBindPath(scalar, text, name, key, scope, out value);
        }

        WarnOfTraps(scalar, type, key);
        return TryRead(scalar, text, type, name, key, out value);
    }

    /// <summary>A free value, as JSON.</summary>
    public bool TryBindFree(YamlNode node, BindScope scope, out object? value)
    {
        bool isWhole = true;
        var json = Free(node, scope, ref isWhole);
        value = JsonSerializer.SerializeToElement(json);
        return isWhole;
    }

    private bool TryRead(YamlScalar scalar, string text, Type type, string name, KeyShape? key, out object? value)
    {
        value = Scalars.Read(type, text);
        if (value is null)
        {
            string? near = type.IsEnum
                ? Spelling.Nearest(scalar.Text, Scalars.EnumWords(type))
                : Boolean(type, scalar.Text);
            findings.Add(
                scalar.At,
                $"{scalar.Describe()} for '{name}'",
                Name(type) + Mend(type, scalar.Text, key),
                near
            );
            return false;
        }

        if (key?.IsInRange(value) == false)
        {
            findings.Add(scalar.At, $"{scalar.Describe()} for '{name}'", $"{Name(type)} {key.RangeInWords()}");
            value = null;
            return false;
        }

        return true;
    }

    /// <summary>What a number that is written otherwise should have been, such as one with a comma.</summary>
    private static string Mend(Type type, string text, KeyShape? key)
    {
        bool Is<T>(T value) => key?.IsInRange(value!) != false;
        string? mend =
            type == typeof(double) ? NumberText.Mend<double>(text, Is)
            : type == typeof(decimal) ? NumberText.Mend<decimal>(text, Is)
            : type == typeof(int) ? NumberText.Mend<int>(text, Is)
            : type == typeof(long) ? NumberText.Mend<long>(text, Is)
            : null;
        return mend is null ? "" : $"; {mend}";
    }

    private static string? Boolean(Type type, string text) =>
        type != typeof(bool)
            ? null
            : text.ToUpperInvariant() switch
            {
                "YES" or "ON" or "Y" or "1" or "TRUE" => "true",
                "NO" or "OFF" or "N" or "0" or "FALSE" => "false",
                _ => Spelling.Nearest(text, ["true", "false"]),
            };

    /// <summary>Whether a path leads into a zip archive, whose files may be named as those of a folder.</summary>
    private static bool IsInArchive(string full)
    {
        string? at = full;
        while (at is not null && !(at.EndsWith(".zip", StringComparison.OrdinalIgnoreCase) && File.Exists(at)))
        {
            at = Path.GetDirectoryName(at);
        }

        return at is not null;
    }

    private bool TryBindPath(
        YamlScalar scalar,
        string text,
        string name,
        KeyShape? key,
        BindScope scope,
        out object? value
    )
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(scalar.At.File)) ?? "";
        string full = text.Contains('\0', StringComparison.Ordinal) ? folder : Path.GetFullPath(text, folder);
        value = new FilePath(full, scalar.Text);
        if (scope.IsSkipped || Path.Exists(full) || IsInArchive(full))
        {
            return true;
        }

        // A neighbour's name is told only where the path itself stands in the file.
        string? near = Variables.IsIn(scalar.Text) || key is null ? null : YamlFile.Neighbour(full);
        near = near is null ? null : Path.Combine(Path.GetDirectoryName(text) ?? "", Path.GetFileName(near));
        findings.Add(
            new Fault(
                scalar.At,
                $"no file {Wording.Quote(scalar.Text, LongestPath)} for '{name}'",
                "a path relative to this file",
                near
            )
            {
                Missing = (FilePath)value,
            }
        );
        return false;
    }

    private static bool IsShown(YamlScalar scalar, string name, KeyShape? key)
    {
        bool isOneOfMany = key is not null && key.Type != typeof(Secret);
        return isOneOfMany
            ? !Variables.IsIn(scalar.Text) && SecretName().IsMatch(name)
            : !Variables.IsIn(scalar.Text) || Variables.HasLiteral(scalar.Text);
    }

    private static object? Placeholder(Type type) =>
        type == typeof(string) ? ""
        : type == typeof(Secret) ? new Secret("")
        : type == typeof(Uri) ? new Uri("about:blank")
        : type.IsValueType ? Activator.CreateInstance(type)
        : null;

    private void WarnOfTraps(YamlScalar scalar, Type type, KeyShape? key)
    {
        if (type != typeof(string) || Variables.IsIn(scalar.Text))
        {
            return;
        }

        if (scalar.IsPlain && key?.AllowsNumber != true && PlainValue.Trap(scalar.Text) is { } trap)
        {
            findings.Warn(scalar.At, $"{scalar.Describe()} is taken as text, but is {trap}; write \"{scalar.Text}\"");
        }

        if (
            scalar.Style == YamlStyle.SingleQuoted
            && key?.IsRegex != true
            && Escape().Match(scalar.Text) is { Success: true } escape
        )
        {
            findings.Warn(scalar.At, $"{escape.Value} in single quotes is two characters; write it in double quotes");
        }
    }

    private JsonNode? Free(YamlNode node, BindScope scope, ref bool isWhole)
    {
        switch (node)
        {
            case YamlSequence sequence:
                var items = new JsonArray();
                foreach (var item in sequence.Items)
                {
                    items.Add(Free(item, scope, ref isWhole));
                }

                return items;
            case YamlMapping mapping:
                var fields = new JsonObject();
                foreach (var entry in mapping.Entries)
                {
                    fields[entry.Key] = Free(entry.Value, scope, ref isWhole);
                }

                return fields;
            default:
                return FreeScalar((YamlScalar)node, scope, ref isWhole);
        }
    }

    private JsonNode? FreeScalar(YamlScalar scalar, BindScope scope, ref bool isWhole)
    {
        if (scalar.IsNull)
        {
            return null;
        }

        if (variables.Resolve(scalar, findings, scope) is not { } text)
        {
            isWhole &= scope.IsSkipped;
            return null;
        }

        if (!scalar.IsPlain || Variables.IsIn(scalar.Text))
        {
            return JsonValue.Create(text);
        }

        if (text is "true" or "false")
        {
            return JsonValue.Create(text == "true");
        }

        return PlainValue.IsJsonNumber(text) ? JsonNode.Parse(text) : FreeText(scalar);
    }

    private JsonValue FreeText(YamlScalar scalar)
    {
        WarnOfTraps(scalar, typeof(string), null);
        return JsonValue.Create(scalar.Text);
    }

    [GeneratedRegex(
        "auth|key|token(?!i[sz]er)|secret|cookie|password",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex SecretName();

    [GeneratedRegex(@"\\[ntr]")]
    private static partial Regex Escape();
}
