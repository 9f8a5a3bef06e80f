using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using EvalHarness.Core;
using EvalHarness.Scoring.Texts;

namespace EvalHarness.Conversions.LmEval;

/// <summary>Templates of lm-evaluation-harness that show fields of a row, with <c>strip</c>, <c>lower</c> and <c>upper</c>; anything more is refused, for it is a language of its own.</summary>
/// <param name="At">Where it stands.</param>
/// <param name="Parts">Its texts and expressions, in order.</param>
internal sealed partial record Jinja(Location At, ImmutableArray<Jinja.Part> Parts)
{
    /// <summary>A text, or a field with what is done to it.</summary>
    /// <param name="Text">The text, or the name of the field.</param>
    /// <param name="Steps">What is done to the field; null of a text.</param>
    internal sealed record Part(string Text, ImmutableArray<string>? Steps);

    /// <summary>Names of the fields that it shows.</summary>
    public IEnumerable<string> Names =>
        Parts.Where(part => part.Steps is not null).Select(part => part.Text).Distinct();

    /// <summary>Whether it shows fields as they are, as templates of a suite do.</summary>
    public bool IsPlain => Parts.All(part => part.Steps is not { Length: > 0 });

    /// <summary>Reads a template.</summary>
    /// <param name="template">The template.</param>
    /// <param name="at">Where it stands.</param>
    /// <exception cref="DocumentException">It holds more than fields.</exception>
    public static Jinja Read(string template, Location at)
    {
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
                parts.Add(new Part(template[done..match.Index], null));
            }

            var expression = Expression().Match(match.Groups[1].Value);
            if (
                !expression.Success || expression.Groups["name"].Value is "true" or "false" or "none" or "loop" or "not"
            )
            {
                throw Refusal(at, "a template with more than a field, strip, lower or upper");
            }

            parts.Add(
                new Part(
                    expression.Groups["name"].Value,
                    [.. expression.Groups["step"].Captures.Select(step => step.Value)]
                )
            );
            done = match.Index + match.Length;
        }

        if (template.IndexOf("{{", done, StringComparison.Ordinal) >= 0)
        {
            throw Refusal(at, "a template with '{{' without '}}'");
        }

        if (done < template.Length)
        {
            parts.Add(new Part(template[done..], null));
        }

        return new Jinja(at, parts.ToImmutable());
    }

    /// <summary>A template that shows one field.</summary>
    /// <param name="name">The field.</param>
    /// <param name="at">Where it is named.</param>
    public static Jinja Field(string name, Location at) => new(at, [new Part(name, [])]);

    /// <summary>The template with the fields of a row.</summary>
    /// <param name="row">The row.</param>
    /// <exception cref="DocumentException">The row has no such field, or one that Python writes otherwise.</exception>
    public string Fill(LmEvalRow row)
    {
        var text = new StringBuilder();
        foreach (var part in Parts)
        {
            text.Append(part.Steps is { } steps ? steps.Aggregate(row.Shows(part.Text, At), Done) : part.Text);
        }

        return text.ToString();
    }

    /// <summary>The template in the words of a suite.</summary>
    public string Template() =>
        string.Concat(Parts.Select(part => part.Steps is null ? SuiteYaml.Literal(part.Text) : $"{{{{{part.Text}}}}}"));

    private static string Done(string text, string step) =>
        step switch
        {
            ".strip()" or "|trim" => Strip(text),
            ".lower()" or "|lower" => PythonText.Lower(text),
            ".upper()" or "|upper" => text.ToUpperInvariant(),
            _ => throw new JsonException(step),
        };

    private static string Strip(string text)
    {
        int start = 0;
        while (start < text.Length && PythonText.IsSpace(text[start]))
        {
            start++;
        }

        return PythonText.TrimEnd(text.AsSpan(start)).ToString();
    }

    private static DocumentException Refusal(Location at, string found) =>
        new(
            new Fault(
                at,
                found,
                "text and {{fields}} alone, or the text written into the data: the rest is a language, which is not run here"
            )
        );

    [GeneratedRegex(@"\{\{((?:(?!\}\}).)*)\}\}", RegexOptions.Singleline)]
    private static partial Regex Shown();

    [GeneratedRegex(
        @"^\s*(?<name>[A-Za-z_][A-Za-z0-9_]*)(?<step>\.(?:strip|lower|upper)\(\)|\|(?:trim|lower|upper))*\s*\z"
    )]
    private static partial Regex Expression();
}
