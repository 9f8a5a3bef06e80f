using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EvalHarness.Core;
using EvalHarness.Yaml;

namespace EvalHarness.Conversions.Promptfoo;

/// <summary>Values of YAML as js-yaml reads them for promptfoo: its core schema with times.</summary>
internal static partial class JsYaml
{
    /// <summary>A part of a document as JSON.</summary>
    /// <param name="node">The part.</param>
    /// <exception cref="DocumentException">It holds a time or a number without end, which JSON does not have.</exception>
    public static JsonNode? Json(YamlNode node) =>
        node switch
        {
            YamlScalar scalar => Value(scalar),
            YamlSequence sequence => new JsonArray([.. sequence.Items.Select(Json)]),
            YamlMapping mapping => new JsonObject(
                mapping.Entries.Select(entry => KeyValuePair.Create(entry.Key, Json(entry.Value)))
            ),
            _ => throw new InvalidOperationException(node.GetType().Name),
        };

    private static JsonValue? Value(YamlScalar scalar)
    {
        string text = scalar.Text;
        if (!scalar.IsPlain)
        {
            return JsonValue.Create(text);
        }

        if (scalar.IsNull)
        {
            return null;
        }

        if (text is "true" or "True" or "TRUE" or "false" or "False" or "FALSE")
        {
            return JsonValue.Create(text[0] is 't' or 'T');
        }

        if (Hexadecimal().IsMatch(text))
        {
            return JsonValue.Create(
                (double)ulong.Parse(text[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture)
            );
        }

        if (Octal().IsMatch(text))
        {
            return JsonValue.Create((double)Convert.ToUInt64(text[2..], 8));
        }

        if (
            Decimal().IsMatch(text)
            && double.Parse(text, CultureInfo.InvariantCulture) is var number
            && double.IsFinite(number)
        )
        {
            return JsonValue.Create(number);
        }

        if (Time().IsMatch(text))
        {
            throw new DocumentException(
                new Fault(
                    scalar.At,
                    "a date without quotes, which promptfoo makes a time of in another spelling",
                    "the date in quotes"
                )
            );
        }

        return Endless().IsMatch(text)
            ? throw new DocumentException(new Fault(scalar.At, "a number without end", "a number"))
            : JsonValue.Create(text);
    }

    [GeneratedRegex(@"^0x[0-9a-fA-F]{1,16}\z")]
    private static partial Regex Hexadecimal();

    [GeneratedRegex(@"^0o[0-7]{1,20}\z")]
    private static partial Regex Octal();

    [GeneratedRegex(@"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\z")]
    private static partial Regex Decimal();

    [GeneratedRegex(
        @"^[0-9]{4}-[0-9]{2}-[0-9]{2}\z|^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}"
    )]
    private static partial Regex Time();

    [GeneratedRegex(@"^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))\z")]
    private static partial Regex Endless();
}
