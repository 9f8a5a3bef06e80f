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
    private (int Line, int Column) passed = (1, 1);
    private bool passedKey;

    /// <summary>Notes that an event was read.</summary>
    public void Passed(ParsingEvent current)
    {
        passed = ((int)current.End.Line, (int)current.End.Column);
        passedKey = current is Scalar { IsKey: true };
        if (current is Scalar { Style: ScalarStyle.Literal or ScalarStyle.Folded } text)
        {
            texts.Add(((int)text.Start.Line + 1, (int)text.End.Line));
        }
    }

    /// <summary>Whether a line lies in a block of text, where a tab is content.</summary>
    public bool IsInText(int line) => texts.Exists(text => text.First <= line && line <= text.Last);

    /// <summary>Notes that a list or mapping is open until the result is disposed of.</summary>
    public IDisposable Enter(ParsingEvent start, bool isFlow)
    {
        open.Push((start.Start, isFlow, isFlow ? Indent : (int)start.Start.Column));
        return new Leaving(open);
    }

    /// <summary>Stops where content stands too far left for the bracket or quote that it is in.</summary>
    /// <exception cref="DocumentException">A bracket or quote was never closed.</exception>
    public void CheckIndent(ParsingEvent current)
    {
        var isFlow = open.TryPeek(out var top) && top.IsFlow;
        if (current is not (NodeEvent or AnchorAlias) || Indent == 0)
        {
            return;
        }

        if (isFlow && current.Start.Line > top.Start.Line && current.Start.Column <= Indent)
        {
            throw new DocumentException(Unclosed(top.Start));
        }

        if (current is Scalar { Style: not (ScalarStyle.Literal or ScalarStyle.Folded) } && Dedents(current))
        {
            var quoted = lines.At((int)current.Start.Line, (int)current.Start.Column) is '"' or '\'';
            throw new DocumentException(isFlow && !quoted ? Unclosed(top.Start) : Unclosed(current.Start));
        }
    }

    /// <summary>The fault behind an exception of the parser.</summary>
    public Fault Explain(Exception e)
    {
        var (line, column) = e is YamlException { Start.Line: > 0 } yaml
            ? ((int)yaml.Start.Line, (int)yaml.Start.Column)
            : passed;
        var last = e is YamlException { End.Line: > 0 } ended ? (int)ended.End.Line : line;
        var next = lines.NextToken(passed.Line, passed.Column);
        return Tab(passed.Line, last + 1)
            ?? Quote(next, (line, column), last)
            ?? Bracket(e, next, line, column)
            ?? Colon(next, line)
            ?? Other(e, line, column);
    }

    private int Indent => open.TryPeek(out var top) ? top.Indent : 0;

    private bool Dedents(ParsingEvent current)
    {
        for (var line = (int)current.Start.Line + 1; line <= current.End.Line; line++)
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
        var what = lines.At((int)start.Line, (int)start.Column);
        var closing = what switch
        {
            '[' => "]",
            '{' => "}",
            '"' => "\"",
            '\'' => "'",
            _ => "the end of the value",
        };
        return new Fault(Place((int)start.Line, (int)start.Column), $"{what} that is never closed", closing);
    }

    private Fault? Tab(int first, int last)
    {
        for (var line = first; line <= last; line++)
        {
            if (lines.TabInIndent(line) is > 0 and var column && !IsInText(line))
            {
                return new Fault(Place(line, column), "a tab in the indentation", "spaces");
            }
        }

        return null;
    }

    private Fault? Quote((int Line, int Column) next, (int Line, int Column) failed, int last)
    {
        var isQuote = lines.At(next.Line, next.Column) is '"' or '\'';
        return isQuote && next == failed && last > next.Line ? Unclosed(new Mark(0, next.Line, next.Column)) : null;
    }

    private Fault? Bracket(Exception e, (int Line, int Column) next, int line, int column)
    {
        if (!open.TryPeek(out var top) || !top.IsFlow)
        {
            return null;
        }

        var isOutside = next.Line > top.Start.Line && next.Column <= top.Indent;
        return isOutside || lines.IsEnd(line, column) || (e is InvalidOperationException && line > top.Start.Line)
            ? Unclosed(top.Start)
            : null;
    }

    private Fault? Colon((int Line, int Column) next, int line)
    {
        var startsLine = lines.Indent(next.Line) == next.Column;
        return startsLine && !passedKey && next.Line < line && char.IsLetterOrDigit(lines.At(next.Line, next.Column))
            ? new Fault(
                Place(next.Line, next.Column),
                $"{Words.Quote(lines[next.Line].Trim())} without a colon",
                "key: value"
            )
            : null;
    }

    private Fault Other(Exception e, int line, int column)
    {
        var text = e is YamlException ? e.Message : "";
        var (found, expected) = text switch
        {
            _ when text.Contains("invalid mapping", StringComparison.Ordinal) => (
                "a second colon in a plain value",
                "the value in quotes, or a new line with the indentation of its neighbours"
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
            _ when text.Contains("expected key", StringComparison.Ordinal) => (
                Token(line, column),
                "a key with the indentation of its neighbours"
            ),
            _ when text.Contains("document end", StringComparison.Ordinal) => (
                Token(line, column),
                "nothing after the end of the document"
            ),
            _ when text.Contains("node content", StringComparison.Ordinal) => (Token(line, column), "a value"),
            _ => ("text that is not YAML", "a key or a value"),
        };
        return new Fault(Place(line, column), found, expected);
    }

    private string Token(int line, int column)
    {
        var rest = column - 1 < lines[line].Length ? lines[line][(column - 1)..].Trim() : "";
        return rest.Length == 0 ? "the end of the line" : Words.Quote(rest.Split(' ')[0]);
    }

    private Location Place(int line, int column) => new(file, line, column);

    private sealed class Leaving(Stack<(Mark Start, bool IsFlow, int Indent)> open) : IDisposable
    {
        public void Dispose() => open.Pop();
    }
}
