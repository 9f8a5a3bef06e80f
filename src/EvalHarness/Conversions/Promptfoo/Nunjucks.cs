using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EvalHarness.Core;
using EvalHarness.Scoring.Assertions;

namespace EvalHarness.Conversions.Promptfoo;

/// <summary>Templates of promptfoo that show plain variables; anything more is refused, for it is a language of its own.</summary>
internal static partial class Nunjucks
{
    private static readonly string[] Words =
    [
        "true",
        "false",
        "none",
        "null",
        "env",
        "range",
        "cycler",
        "joiner",
        "loop",
        "not",
        "in",
        "is",
        "and",
        "or",
        "if",
        "else",
        "super",
        "caller",
    ];

    /// <summary>A part of a template: a text, or the name of a variable.</summary>
    /// <param name="Text">The text or the name.</param>
    /// <param name="IsName">Which of the two.</param>
    public readonly record struct Part(string Text, bool IsName);

    /// <summary>The parts of a template.</summary>
    /// <param name="template">The template.</param>
    /// <param name="at">Where it stands.</param>
    /// <param name="isWrapped">Whether a template with a sign that opens and does not close is a text, as prompts and variables are; elsewhere it is an error.</param>
    /// <exception cref="DocumentException">It holds more than plain variables.</exception>
    public static ImmutableArray<Part> Read(string template, Location at, bool isWrapped)
    {
        if (!HasSigns(template))
        {
            return [new Part(template, false)];
        }

        if (isWrapped && Unclosed().IsMatch(template))
        {
            return template.Contains("endraw", StringComparison.Ordinal)
                ? throw Refusal(at, "a template with {% raw %}")
                : [new Part(template, false)];
        }

        if (template.Contains("{%", StringComparison.Ordinal) || template.Contains("{#", StringComparison.Ordinal))
        {
            throw Refusal(at, "a template with {% %} or {# #}");
        }

        var parts = ImmutableArray.CreateBuilder<Part>();
        int done = 0;
        foreach (Match match in Shown().Matches(template))
        {
            if (match.Index > done)
            {
                parts.Add(new Part(template[done..match.Index], false));
            }

            string name = JsText.Trim(match.Groups[1].Value);
            if (!Name().IsMatch(name) || Words.Contains(name))
            {
                throw Refusal(
                    at,
                    name.StartsWith("env", StringComparison.Ordinal)
                        ? "a template with a variable of the environment"
                        : "a template with more than the name of a variable"
                );
            }

            parts.Add(new Part(name, true));
            done = match.Index + match.Length;
        }

        if (template.IndexOf("{{", done, StringComparison.Ordinal) >= 0)
        {
            throw Refusal(at, "a template with '{{' without '}}'");
        }

        parts.Add(new Part(template[done..], false));
        return parts.ToImmutable();
    }

    /// <summary>A template with the values of its variables.</summary>
    /// <param name="template">The template.</param>
    /// <param name="values">The variables; one that is not there shows nothing.</param>
    /// <param name="at">Where it stands.</param>
    /// <exception cref="DocumentException">It holds more than plain variables.</exception>
    public static string Render(string template, IReadOnlyDictionary<string, JsonNode?> values, Location at)
    {
        var text = new StringBuilder();
        foreach (var part in Read(template, at, isWrapped: false))
        {
            text.Append(part.IsName ? Shows(values.GetValueOrDefault(part.Text)) : part.Text);
        }

        return text.ToString();
    }

    /// <summary>What a template shows of a value.</summary>
    /// <param name="value">The value; null shows nothing.</param>
    public static string Shows(JsonNode? value) =>
        value is null ? "" : JsText.Of(JsonSerializer.SerializeToElement(value));

    /// <summary>Whether a text has any sign of the template language.</summary>
    /// <param name="text">The text.</param>
    public static bool HasSigns(string text) =>
        text.Contains("{{", StringComparison.Ordinal)
        || text.Contains("{%", StringComparison.Ordinal)
        || text.Contains("{#", StringComparison.Ordinal);

    private static DocumentException Refusal(Location at, string found) =>
        new(
            new Fault(at, found, "text and {{names}} of variables alone: the rest is a language, which is not run here")
        );

    [GeneratedRegex(@"\{\{((?:(?!\}\}).)*)\}\}", RegexOptions.Singleline)]
    private static partial Regex Shown();

    [GeneratedRegex(@"^[A-Za-z_$][A-Za-z0-9_$]*\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"(?:\{%[^%]*|\{\{[^}]*|\{#[^#]*)(?=[\n\r\u2028\u2029]|\z)")]
    private static partial Regex Unclosed();
}
