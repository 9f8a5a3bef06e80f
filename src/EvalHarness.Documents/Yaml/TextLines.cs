namespace EvalHarness.Yaml;

/// <summary>A text by lines and columns, both from 1.</summary>
internal sealed class TextLines(string text)
{
    private readonly string[] lines = text.ReplaceLineEndings("\n").Split('\n');

    public int Count => lines.Length;

    /// <summary>The line; empty beyond the end.</summary>
    public string this[int line] => line >= 1 && line <= lines.Length ? lines[line - 1] : "";

    /// <summary>Column of the first character that is no blank; 0 on a line without one, or with a comment only.</summary>
    public int Indent(int line)
    {
        var trimmed = this[line].AsSpan().TrimStart(" \t");
        return trimmed.IsEmpty || trimmed[0] == '#' ? 0 : this[line].Length - trimmed.Length + 1;
    }

    /// <summary>Column of the first character of the first line that is not blank, from a line on.</summary>
    public int FirstIndent(int line)
    {
        while (line < Count && string.IsNullOrWhiteSpace(this[line]))
        {
            line++;
        }

        return this[line].Length - this[line].AsSpan().TrimStart(' ').Length + 1;
    }

    /// <summary>Column of the first tab in the indentation of a line; 0 when there is none.</summary>
    public int TabInIndent(int line)
    {
        string text = this[line];
        int indent = text.Length - text.AsSpan().TrimStart(" \t").Length;
        return indent == text.Length ? 0 : text.AsSpan(0, indent).IndexOf('\t') + 1;
    }

    /// <summary>Place of the next character at or after a place that is neither blank nor in a comment; the end if none.</summary>
    public (int Line, int Column) NextToken(int line, int column)
    {
        for (; line <= Count; line++, column = 1)
        {
            var rest = column - 1 < this[line].Length ? this[line].AsSpan(column - 1) : [];
            var trimmed = rest.TrimStart(" \t");
            if (!trimmed.IsEmpty && trimmed[0] != '#')
            {
                return (line, column + rest.Length - trimmed.Length);
            }
        }

        return (Count, this[Count].Length + 1);
    }

    /// <summary>Whether nothing but blanks and comments stands at or after a place.</summary>
    public bool IsEnd(int line, int column)
    {
        var (nextLine, nextColumn) = NextToken(line, column);
        return nextColumn > this[nextLine].Length;
    }

    /// <summary>The character at a place; a line feed at the end of a line.</summary>
    public char At(int line, int column) => column >= 1 && column <= this[line].Length ? this[line][column - 1] : '\n';

    /// <summary>The word at a place in quotes, for a message.</summary>
    public string Token(int line, int column)
    {
        string rest = column >= 1 && column - 1 < this[line].Length ? this[line][(column - 1)..].Trim() : "";
        return rest.Length == 0 ? "the end of the line" : Wording.Quote(rest.Split(' ')[0]);
    }
}
