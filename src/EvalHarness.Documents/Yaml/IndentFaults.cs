using System.Globalization;
using EvalHarness.Core;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace EvalHarness.Yaml;

/// <summary>Faults of indentation: which of two lines that disagree is the one that slipped.</summary>
internal sealed class IndentFaults(TextLines lines, string file)
{
    /// <summary>The first tab in the indentation of some lines; null without one.</summary>
    /// <param name="first">First line.</param>
    /// <param name="end">Last line.</param>
    /// <param name="isText">Whether a line lies in a block of text, where a tab is content.</param>
    public Fault? Tab(int first, int end, Func<int, bool> isText)
    {
        for (int line = first; line <= end; line++)
        {
            if (lines.TabInIndent(line) is > 0 and var column && !isText(line))
            {
                return new Fault(new Location(file, line, column), "a tab in the indentation", "spaces");
            }
        }

        return null;
    }

    /// <summary>A block of text that ended too early, for one of its lines stands further left than its first.</summary>
    /// <param name="text">What was read last; null when it is no value.</param>
    /// <param name="indent">Column of the keys that the text belongs to.</param>
    /// <param name="line">Line at which the parser gave up.</param>
    public Fault? Text(Scalar? text, int indent, int line)
    {
        bool isText = text is { Style: ScalarStyle.Literal or ScalarStyle.Folded };
        if (!isText || text!.End.Line != line || lines.Indent(line) <= indent)
        {
            return null;
        }

        int first = (int)text.Start.Line + 1;
        int at = line - first > 1 ? line : first;
        return new Fault(
            new Location(file, at, Math.Max(1, lines.Indent(at))),
            at == first
                ? "a first line of text further right than the next"
                : "a line of text further left than the first",
            "one indentation for the whole text"
        );
    }

    /// <summary>A key that lacks its colon, and so took the lines below for more of itself.</summary>
    /// <param name="next">Where the parser read on.</param>
    /// <param name="line">Line at which it gave up.</param>
    public Fault? Colon((int Line, int Column) next, int line)
    {
        bool startsLine = lines[next.Line]
            .AsSpan(0, Math.Min(next.Column - 1, lines[next.Line].Length))
            .Trim(" -")
            .IsEmpty;
        bool isWord = char.IsLetterOrDigit(lines.At(next.Line, next.Column));
        return startsLine && isWord && next.Line < line
            ? new Fault(
                new Location(file, next.Line, next.Column),
                $"{lines.Token(next.Line, next.Column)} without a colon",
                "key: value"
            )
            : null;
    }

    /// <summary>Keys below a key that has a value already: one line stands too far right, or the value is too much.</summary>
    /// <param name="next">Where the value stands.</param>
    /// <param name="line">Line at which the parser gave up.</param>
    public Fault? Deeper((int Line, int Column) next, int line)
    {
        if (next.Line >= line)
        {
            return null;
        }

        int column = lines.Indent(line);
        return Siblings(line, column) > 1 || lines.At(line, column) == '-'
            ? new Fault(
                new Location(file, next.Line, next.Column),
                $"{lines.Token(next.Line, next.Column)} before keys that are indented below it",
                "nothing after the colon"
            )
            : new Fault(
                new Location(file, line, column),
                $"{lines.Token(line, column)} further right than its neighbours",
                "a key with their indentation"
            );
    }

    /// <summary>A first line that stands further right than all that follow it, which the parser takes for the ones astray.</summary>
    /// <param name="start">Where the block starts that ended too early.</param>
    /// <param name="indent">Its indentation, as a column.</param>
    /// <param name="line">Line at which the parser gave up.</param>
    public Fault? Misaligned(Mark start, int indent, int line)
    {
        int column = lines.Indent(line);
        bool isLonely = start.Line > 0 && column < indent && Siblings((int)start.Line, indent, line - 1) == 1;
        return isLonely && Siblings(line, column) > 1
            ? new Fault(
                new Location(file, (int)start.Line, indent),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{lines.Token((int)start.Line, indent)} in column {indent}, those below in column {column}"
                ),
                "the same indentation"
            )
            : null;
    }

    /// <summary>Lines with an indentation, from a line on until one that stands further left.</summary>
    private int Siblings(int first, int column, int end = int.MaxValue)
    {
        int count = 0;
        for (int line = first; line <= Math.Min(end, lines.Count); line++)
        {
            int indent = line == first ? column : lines.Indent(line);
            if (indent > 0 && indent < column)
            {
                break;
            }

            count += indent == column ? 1 : 0;
        }

        return count;
    }
}
