using System.Collections.Immutable;
using EvalHarness.Core;

namespace EvalHarness.Prompts;

/// <summary>Cuts a template into text and places for fields.</summary>
/// <param name="text">The template.</param>
/// <param name="start">Where its first character stands.</param>
/// <param name="indent">Columns by which its further lines are indented.</param>
internal sealed class TemplateParser(string text, Location start, int indent)
{
    private readonly ImmutableArray<PromptTemplate.Part>.Builder _parts =
        ImmutableArray.CreateBuilder<PromptTemplate.Part>();

    private int _literal;

    /// <summary>What is wrong with the template, in the order in which it stands.</summary>
    public List<Fault> Faults { get; } = [];

    /// <summary>The parts of the template.</summary>
    public ImmutableArray<PromptTemplate.Part> Parse()
    {
        for (var open = Next(0); open >= 0; open = Next(_literal))
        {
            if (open > 0 && text[open - 1] == '\\')
            {
                AddLiteral(open - 1);
                _parts.Add(new("{{", IsField: false, default));
                _literal = open + 2;
                continue;
            }
            AddLiteral(open);
            _literal = AddField(open);
        }
        AddLiteral(text.Length);
        return _parts.ToImmutable();
    }

    private int Next(int from) => text.IndexOf("{{", from, StringComparison.Ordinal);

    private void AddLiteral(int end)
    {
        if (end > _literal)
            _parts.Add(new(text[_literal..end], IsField: false, default));
    }

    private int AddField(int open)
    {
        var close = text.IndexOf("}}", open, StringComparison.Ordinal);
        var line = text.IndexOf('\n', open);
        var again = Next(open + 2);
        if (close < 0 || (line >= 0 && line < close) || (again >= 0 && again < close))
        {
            Faults.Add(new Fault(Locate(open), "found '{{' without '}}'", "{{field}}, or \\{{ for two braces"));
            return open + 2;
        }
        var name = text[(open + 2)..close].Trim();
        if (name.Length == 0)
            Faults.Add(new Fault(Locate(open), "found braces without a name", "{{field}}"));
        _parts.Add(new(name, IsField: true, Locate(open)));
        return close + 2;
    }

    private Location Locate(int index)
    {
        var before = text.AsSpan(0, index);
        var lines = before.Count('\n');
        var column = index - (before.LastIndexOf('\n') + 1);
        return start with
        {
            Line = start.Line + lines,
            Column = lines == 0 ? Math.Max(start.Column, 1) + column : indent + column + 1,
        };
    }
}
