using System.Collections.Immutable;
using EvalHarness.Core;

namespace EvalHarness.Prompts;

/// <summary>Cuts a template into text and places for fields.</summary>
/// <param name="text">The template.</param>
/// <param name="start">Where its first character stands.</param>
/// <param name="indent">Columns by which its further lines are indented.</param>
internal sealed class TemplateParser(string text, Location start, int indent)
{
    private readonly ImmutableArray<PromptTemplate.Part>.Builder parts =
        ImmutableArray.CreateBuilder<PromptTemplate.Part>();

    private int literal;

    /// <summary>What is wrong with the template, in the order in which it stands.</summary>
    public List<Fault> Faults { get; } = [];

    /// <summary>The parts of the template.</summary>
    public ImmutableArray<PromptTemplate.Part> Parse()
    {
        for (int open = Next(0); open >= 0; open = Next(literal))
        {
            if (open > 0 && text[open - 1] == '\\')
            {
                AddLiteral(open - 1);
                parts.Add(new("{{", IsField: false, default));
                literal = open + 2;
                continue;
            }
            AddLiteral(open);
            literal = AddField(open);
        }
        AddLiteral(text.Length);
        return parts.ToImmutable();
    }

    private int Next(int from) => text.IndexOf("{{", from, StringComparison.Ordinal);

    private void AddLiteral(int end)
    {
        if (end > literal)
        {
            parts.Add(new(text[literal..end], IsField: false, default));
        }
    }

    private int AddField(int open)
    {
        int close = text.IndexOf("}}", open, StringComparison.Ordinal);
        int line = text.IndexOf('\n', open);
        int again = Next(open + 2);
        if (close < 0 || (line >= 0 && line < close) || (again >= 0 && again < close))
        {
            Faults.Add(new Fault(Locate(open), "found '{{' without '}}'", "{{field}}, or \\{{ for two braces"));
            return open + 2;
        }
        string name = text[(open + 2)..close].Trim();
        if (name.Length == 0)
        {
            Faults.Add(new Fault(Locate(open), "found braces without a name", "{{field}}"));
        }

        parts.Add(Field(name, Locate(open)));
        return close + 2;
    }

    private PromptTemplate.Part Field(string name, Location at)
    {
        int bar = name.LastIndexOf('|');
        if (bar < 0)
        {
            return new(name, IsField: true, at);
        }

        string word = name[(bar + 1)..].Trim();
        var form = FieldForm.Find(word);
        if (form is null)
        {
            string[] known = [.. FieldForm.All.Select(one => one.Name)];
            Faults.Add(
                new Fault(
                    at,
                    $"found form '{word}'",
                    $"one of {string.Join(", ", known)}",
                    Spelling.Nearest(word, known)
                )
            );
        }

        return new(name[..bar].Trim(), IsField: true, at, form);
    }

    private Location Locate(int index)
    {
        var before = text.AsSpan(0, index);
        int lines = before.Count('\n');
        int column = index - (before.LastIndexOf('\n') + 1);
        return start with
        {
            Line = start.Line + lines,
            Column = lines == 0 ? Math.Max(start.Column, 1) + column : indent + column + 1,
        };
    }
}
