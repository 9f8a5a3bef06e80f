using EvalHarness.Core;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace EvalHarness.Yaml;

/// <summary>
/// Says where a document went wrong: a parser stops where it can go no further, which is often many lines below the
/// bracket or quote that was never closed.
/// </summary>
internal sealed class SyntaxFaults(TextLines lines, string file)
{
    private readonly Stack<(Mark Start, bool IsFlow, int Indent)> open = new();
    private readonly List<(int First, int Last)> texts = [];
    private readonly IndentFaults indents = new(lines, file);
    private (Mark Start, bool IsFlow, int Indent) closed;
    private ParsingEvent? last;

    /// <summary>Notes that an event was read.</summary>
    public void Passed(ParsingEvent current)
    {
        last = current;
        if (current is Scalar { Style: ScalarStyle.Literal or ScalarStyle.Folded } text)
        {
            int end = (int)text.End.Line - (text.End.Column == 1 ? 1 : 0);
            texts.Add(((int)text.Start.Line + 1, end));
        }
    }

    /// <summary>Whether a line lies in a block of text, where a tab is content.</summary>
    public bool IsInText(int line) => texts.Exists(text => text.First <= line && line <= text.Last);

    /// <summary>Notes that a list or mapping is open.</summary>
    public void Enter(ParsingEvent start, bool isFlow) =>
        open.Push((start.Start, isFlow, isFlow ? Indent : (int)start.Start.Column));

    /// <summary>Notes that the innermost list or mapping ended.</summary>
    public void Leave() => closed = open.Pop();

    /// <summary>Stops where content stands too far left for the bracket or quote that it is in.</summary>
    /// <exception cref="DocumentException">A bracket or quote was never closed.</exception>
    public void CheckIndent(ParsingEvent current)
    {
        bool isFlow = open.TryPeek(out var top) && top.IsFlow;
        if (current is not (NodeEvent or AnchorAlias) || Indent == 0)
        {
            return;
        }

        if (isFlow && current.Start.Line > top.Start.Line && current.Start.Column <= Indent)
        {
            throw new DocumentException(Unclosed(top.Start));
        }

        if (current is Scalar { Value.Length: > 0 } scalar && Dedents((int)current.Start.Line, (int)current.End.Line))
        {
            switch (scalar.Style)
            {
                case ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted:
                    throw new DocumentException(Unclosed(current.Start));
                case ScalarStyle.Plain when isFlow:
                    throw new DocumentException(Unclosed(top.Start));
            }
        }
    }

    /// <summary>The fault behind an exception of the parser.</summary>
    public Fault Explain(Exception e)
    {
        var next = NextToken();
        var (line, column) = e is YamlException { Start.Line: > 0 } yaml
            ? ((int)yaml.Start.Line, (int)yaml.Start.Column)
            : next;
        int end = e is YamlException { End.Line: > 0 } ended ? Math.Max(line, (int)ended.End.Line) : line;
        return indents.Tab(
                (int)(last?.End.Line ?? 1),
                e.Message.Contains("tab", StringComparison.Ordinal) ? lines.Count : end + 1,
                IsInText
            )
            ?? Quote(e, next, (line, column), end)
            ?? Bracket(e, next, line, column)
            ?? Comma(e, next, line)
            ?? indents.Text(last as Scalar, Indent, line)
            ?? indents.Colon(next, line)
            ?? (e.Message.Contains("invalid mapping", StringComparison.Ordinal) ? indents.Deeper(next, line) : null)
            ?? (closed.IsFlow ? null : indents.Misaligned(closed.Start, closed.Indent, line))
            ?? Other(e, line, column);
    }

    private int Indent => open.TryPeek(out var top) ? top.Indent : 0;

    /// <summary>Where the token stands that was being read: past what was read, and past the signs before a value.</summary>
    private (int Line, int Column) NextToken()
    {
        var (line, column) = last is null ? (1, 1) : ((int)last.End.Line, (int)last.End.Column);

        // The end of a flow collection is placed before its bracket.
        bool isBracket = last is (MappingEnd or SequenceEnd) && closed.IsFlow && lines.At(line, column) is ('}' or ']');
        var next = lines.NextToken(line, isBracket ? column + 1 : column);
        while (
            lines.At(next.Line, next.Column) is (':' or ',' or '-' or '?')
            && lines.At(next.Line, next.Column + 1) is (' ' or '\t' or '\n')
            && !lines.IsEnd(next.Line, next.Column)
        )
        {
            next = lines.NextToken(next.Line, next.Column + 1);
        }

        return next;
    }

    private bool Dedents(int first, int end)
    {
        for (int line = first + 1; line <= end; line++)
        {
            if (lines.Indent(line) is > 0 and var column && column <= Indent)
            {
                return true;
            }
        }

        return false;
    }

    private Fault Unclosed(Mark start)
    {
        char what = lines.At((int)start.Line, (int)start.Column);
        string closing = what switch
        {
            '[' => "]",
            '{' => "}",
            '"' => "\"",
            '\'' => "'",
            _ => "the end of the value",
        };
        return new Fault(Place((int)start.Line, (int)start.Column), $"{what} that is never closed", closing);
    }

    private Fault? Quote(Exception e, (int Line, int Column) next, (int Line, int Column) failed, int end)
    {
        bool isQuote = lines.At(next.Line, next.Column) is '"' or '\'';
        bool isOpen =
            next == failed
                ? end > next.Line || e.Message.Contains("unexpected end of stream", StringComparison.Ordinal)
                : Dedents(next.Line, failed.Line);
        return isQuote && isOpen ? Unclosed(new Mark(0, next.Line, next.Column)) : null;
    }

    private Fault? Bracket(Exception e, (int Line, int Column) next, int line, int column)
    {
        if (!open.TryPeek(out var top) || !top.IsFlow)
        {
            return e is InvalidOperationException && lines.At(next.Line, next.Column) is ('[' or '{')
                ? Unclosed(new Mark(0, next.Line, next.Column))
                : null;
        }

        bool isOutside = next.Line > top.Start.Line && next.Column <= top.Indent;
        return isOutside || lines.IsEnd(line, column) || e is InvalidOperationException ? Unclosed(top.Start) : null;
    }

    /// <summary>A value in brackets that goes on over the next line, for want of a comma.</summary>
    private Fault? Comma(Exception e, (int Line, int Column) next, int line) =>
        e is YamlException
        && open.TryPeek(out var top)
        && top.IsFlow
        && next.Line < line
        && lines.At(next.Line, next.Column) is not ('[' or '{' or ']' or '}' or '"' or '\'')
            ? new Fault(Place(next.Line, next.Column), "a value that goes on over the next line", "',' after it")
            : null;

    private Fault Other(Exception e, int line, int column)
    {
        string text = e is YamlException ? e.Message : "";
        var (found, expected) = text switch
        {
            _ when text.Contains("invalid mapping", StringComparison.Ordinal) => (
                "a second colon in a value",
                "the value in quotes"
            ),
            _ when text.Contains("cannot start any token", StringComparison.Ordinal) => (
                $"{lines.At(line, column)} at the start of a value",
                "the value in quotes"
            ),
            _ when text.Contains("unknown escape", StringComparison.Ordinal) => (
                "an unknown escape after a backslash",
                "single quotes, or two backslashes"
            ),
            _ when text.Contains("flow sequence", StringComparison.Ordinal) => (Token(line, column), "',' or ']'"),
            _ when text.Contains("flow mapping", StringComparison.Ordinal) => (Token(line, column), "',' or '}'"),
            _ when text.Contains("expected '-'", StringComparison.Ordinal) => (
                Token(line, column),
                "'-' as on the lines before, or the indentation of its neighbours"
            ),
            _ when IsAfterQuote(line) => (
                $"{Token(line, column)} after the end of a quoted value",
                "a quote within the value doubled: ''"
            ),
            _ when text.Contains("expected key", StringComparison.Ordinal) => (
                Token(line, column),
                "a key with the indentation of its neighbours"
            ),
            _ when text.Contains("document end", StringComparison.Ordinal) => (
                Token(line, column),
                "nothing after the end of the document"
            ),
            _ when text.Contains("node content", StringComparison.Ordinal) => (Token(line, column), "a value"),
            _ when e is ArgumentException => (
                "an escape that stands for no character",
                "single quotes, or another escape"
            ),
            _ => ("text that is not YAML" + (text.Length > 0 ? $" ({text.TrimEnd('.')})" : ""), "a key or a value"),
        };
        return new Fault(Place(line, column), found, expected);
    }

    private bool IsAfterQuote(int line) =>
        last is Scalar { Style: ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted } && last.End.Line == line;

    private string Token(int line, int column) => lines.Token(line, column);

    private Location Place(int line, int column) => new(file, line, column);
}
