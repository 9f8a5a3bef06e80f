using System.Collections.Immutable;
using System.Text;
using EvalHarness.Core;

namespace EvalHarness.Prompts;

/// <summary>
/// A text with places for the fields of a sample: <c>{{field}}</c>, spaces inside the braces allowed, or <c>{{field | form}}</c>
/// where a list or a table is to be written in a form of <see cref="FieldForm"/>.
/// </summary>
/// <remarks>
/// What is filled in is never looked at again: a field may hold <c>{{</c>. A backslash before two opening braces
/// (<c>\{{</c>) writes them as they are, and closing braces alone mean nothing, so JSON can stand in a template. Line
/// breaks at the end of a template are dropped: a YAML block ends with one that nobody meant.
/// </remarks>
internal sealed class PromptTemplate
{
    private readonly ImmutableArray<Part> parts;

    private PromptTemplate(ImmutableArray<Part> parts) => this.parts = parts;

    /// <summary>Names of the fields that the template shows, each once, in the order of their first place.</summary>
    public ImmutableArray<string> Fields =>
        [.. this.parts.Where(p => p.IsField).Select(p => p.Text).Distinct(StringComparer.Ordinal)];

    /// <summary>The field whose place is the whole template; null where there is more, or less.</summary>
    public string? OnlyField => this.parts is [{ IsField: true, Form: null } only] ? only.Text : null;

    /// <summary>Reads a template.</summary>
    /// <param name="text">The template.</param>
    /// <param name="start">Where its first character stands, for faults.</param>
    /// <param name="indent">Columns by which its further lines are indented in the file; 0 by default.</param>
    /// <exception cref="DocumentException">Braces are not closed, or name nothing; all faults at once.</exception>
    public static PromptTemplate Parse(string text, Location start, int indent = 0)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parser = new TemplateParser(text.TrimEnd('\r', '\n'), start, indent);
        var parts = parser.Parse();
        return parser.Faults.Count == 0 ? new PromptTemplate(parts) : throw new DocumentException(parser.Faults);
    }

    /// <summary>The places that name a field which a dataset lacks.</summary>
    /// <param name="fields">The fields that there are.</param>
    public IEnumerable<Fault> FindUnknown(IReadOnlyCollection<string> fields) =>
        from part in this.parts
        where part.IsField && !fields.Contains(part.Text, StringComparer.Ordinal)
        select Unknown(part, fields);

    /// <summary>The text with the fields of a sample filled in as they are.</summary>
    /// <param name="sample">The sample whose fields are shown.</param>
    /// <exception cref="DocumentException">The sample lacks a field.</exception>
    public string Render(Sample sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        var text = new StringBuilder();
        foreach (var part in this.parts)
        {
            if (!part.IsField)
            {
                text.Append(part.Text);
            }
            else if (sample.Fields.TryGetValue(part.Text, out string? value))
            {
                text.Append(
                    Formed(part, value)
                        ?? throw new DocumentException([
                            Unfit(part),
                            new Fault(sample.Source, $"'{part.Text}' of this row is not that (prompt)"),
                        ])
                );
            }
            else
            {
                throw new DocumentException([
                    Unknown(part, [.. sample.Fields.Keys]),
                    new Fault(sample.Source, $"this row has no '{part.Text}' (prompt)"),
                ]);
            }
        }
        return text.ToString();
    }

    /// <summary>The text with its places filled in.</summary>
    /// <param name="value">What stands for a place, by its name.</param>
    public string Render(Func<string, string> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return string.Concat(this.parts.Select(Filled));

        string Filled(Part part) =>
            part.IsField ? Formed(part, value(part.Text)) ?? throw new DocumentException(Unfit(part)) : part.Text;
    }

    private static string? Formed(Part part, string value) => part.Form is null ? value : part.Form.Of(value);

    private static Fault Unfit(Part part) =>
        new(part.At, $"found '{{{{{part.Text} | {part.Form!.Name}}}}}'", part.Form.Expected);

    private static Fault Unknown(Part part, IReadOnlyCollection<string> fields) =>
        new(
            part.At,
            $"found '{{{{{part.Text}}}}}', which the dataset does not have as a field",
            $"one of {string.Join(", ", fields)}",
            Spelling.Nearest(part.Text, fields)
        );

    /// <summary>Plain text, or the name of a field and the form in which it is written; null as it is.</summary>
    internal readonly record struct Part(string Text, bool IsField, Location At, FieldForm? Form = null);
}
