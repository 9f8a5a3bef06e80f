using System.Globalization;
using System.Text;

namespace EvalHarness.Llama.Templates;

/// <summary>What a piece of a template is.</summary>
internal enum PieceKind
{
    /// <summary>Text that is written as it is.</summary>
    Text,

    /// <summary><c>{{ ... }}</c>.</summary>
    Output,

    /// <summary><c>{% ... %}</c>.</summary>
    Statement,
}

/// <summary>What a token of an expression is.</summary>
internal enum TokenKind
{
    /// <summary>A name or a word of the language.</summary>
    Name,

    /// <summary>A text in quotation marks, unquoted.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>An operator, a bracket or a comma.</summary>
    Sign,

    /// <summary>Nothing follows.</summary>
    End,
}

/// <summary>A token of an expression.</summary>
internal readonly record struct Token(TokenKind Kind, string Text);

/// <summary>Text, or the inside of a tag.</summary>
internal readonly record struct Piece(PieceKind Kind, string Text, int Line);

/// <summary>Cuts a Jinja template into pieces, and the inside of tags into tokens.</summary>
/// <remarks>
/// As the libraries of models set Jinja up: the line break after a statement and the blanks before one vanish
/// (<c>trim_blocks</c>, <c>lstrip_blocks</c>), and so does one line break at the end.
/// </remarks>
internal static class Lexer
{
    private static readonly string[] Signs =
    [
        "**",
        "//",
        "==",
        "!=",
        "<=",
        ">=",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        ",",
        ".",
        ":",
        "|",
        "~",
        "+",
        "-",
        "*",
        "/",
        "%",
        "<",
        ">",
        "=",
    ];

    public static List<Piece> Cut(string template)
    {
        string source = template.ReplaceLineEndings("\n");
        source = source.EndsWith('\n') ? source[..^1] : source;
        var pieces = new List<Piece>();
        int at = 0;
        bool isTrimmed = false;
        bool isAfterStatement = false;
        while (at < source.Length)
        {
            int open = NextTag(source, at);
            string text = source[at..(open < 0 ? source.Length : open)];
            text =
                isTrimmed ? text.TrimStart()
                : isAfterStatement && text.StartsWith('\n') ? text[1..]
                : text;
            if (open < 0)
            {
                Add(pieces, PieceKind.Text, text, source, at);
                break;
            }

            int line = LineOf(source, open);
            char mark = source[open + 1];
            bool isCut = open + 2 < source.Length && source[open + 2] == '-';
            bool isKept = open + 2 < source.Length && source[open + 2] == '+';
            text =
                isCut ? text.TrimEnd()
                : mark != '{' && !isKept
                    ? CutIndent(text, isLineStart: at == 0 || isAfterStatement && source[at] == '\n')
                : text;
            Add(pieces, PieceKind.Text, text, source, at);
            int inside = open + (isCut || isKept ? 3 : 2);
            int close = FindClose(source, inside, mark, line);
            isTrimmed = source[close - 1] == '-' && close - 1 >= inside;
            bool isPlus = source[close - 1] == '+' && mark != '{' && close - 1 >= inside;
            string within = source[inside..(isTrimmed || isPlus ? close - 1 : close)];
            if (mark != '#')
            {
                pieces.Add(new Piece(mark == '{' ? PieceKind.Output : PieceKind.Statement, within, line));
            }

            isAfterStatement = mark != '{' && !isPlus;
            at = close + 2;
        }

        return pieces;
    }

    /// <summary>The tokens of the inside of a tag, with one that says that they end.</summary>
    public static List<Token> Tokens(string inside, int line)
    {
        var tokens = new List<Token>();
        int at = 0;
        while (at < inside.Length)
        {
            char c = inside[at];
            if (char.IsWhiteSpace(c))
            {
                at++;
            }
            else if (c is '\'' or '"')
            {
                tokens.Add(new Token(TokenKind.Text, Unquote(inside, ref at, line)));
            }
            else if (char.IsAsciiLetter(c) || c == '_')
            {
                int start = at;
                while (at < inside.Length && (char.IsAsciiLetterOrDigit(inside[at]) || inside[at] == '_'))
                {
                    at++;
                }

                tokens.Add(new Token(TokenKind.Name, inside[start..at]));
            }
            else if (char.IsAsciiDigit(c))
            {
                int start = at;
                while (
                    at < inside.Length
                    && (
                        char.IsAsciiDigit(inside[at])
                        || (inside[at] == '.' && at + 1 < inside.Length && char.IsAsciiDigit(inside[at + 1]))
                    )
                )
                {
                    at++;
                }

                tokens.Add(new Token(TokenKind.Number, inside[start..at]));
            }
            else
            {
                string sign =
                    Array.Find(Signs, sign => string.CompareOrdinal(inside, at, sign, 0, sign.Length) == 0)
                    ?? throw new TemplateException($"the character '{c}' in a tag", line);
                tokens.Add(new Token(TokenKind.Sign, sign));
                at += sign.Length;
            }
        }

        tokens.Add(new Token(TokenKind.End, ""));
        return tokens;
    }

    private static void Add(List<Piece> pieces, PieceKind kind, string text, string source, int at)
    {
        if (text.Length > 0)
        {
            pieces.Add(new Piece(kind, text, LineOf(source, at)));
        }
    }

    private static int NextTag(string source, int from)
    {
        for (int i = source.IndexOf('{', from); i >= 0 && i + 1 < source.Length; i = source.IndexOf('{', i + 1))
        {
            if (source[i + 1] is '{' or '%' or '#')
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Without the blanks between the start of the line and a tag.</summary>
    private static string CutIndent(string text, bool isLineStart)
    {
        string cut = text.TrimEnd(' ', '\t');
        return cut.EndsWith('\n') || (cut.Length == 0 && isLineStart) ? cut : text;
    }

    /// <summary>Where a tag closes; a text in it may hold the marks.</summary>
    private static int FindClose(string source, int from, char mark, int line)
    {
        string close = mark switch
        {
            '{' => "}}",
            '%' => "%}",
            _ => "#}",
        };
        char quote = '\0';
        int depth = 0;
        for (int i = from; i + 1 < source.Length; i++)
        {
            char c = source[i];
            if (mark != '#' && quote != '\0')
            {
                i += c == '\\' ? 1 : 0;
                quote = c == quote ? '\0' : quote;
            }
            else if (mark != '#' && c is '\'' or '"')
            {
                quote = mark == '#' ? '\0' : c;
            }
            else if (depth == 0 && c == close[0] && source[i + 1] == close[1])
            {
                return i;
            }
            else if (mark == '{' && c is '{' or '}')
            {
                depth += c == '{' ? 1 : -1;
            }
        }

        throw new TemplateException($"a tag that is not closed with '{close}'", line);
    }

    private static string Unquote(string inside, ref int at, int line)
    {
        char quote = inside[at++];
        var text = new StringBuilder();
        while (at < inside.Length && inside[at] != quote)
        {
            char c = inside[at++];
            if (c == '\\' && at < inside.Length)
            {
                c = inside[at++];
                text.Append(
                    c switch
                    {
                        'n' => "\n",
                        't' => "\t",
                        'r' => "\r",
                        'u' when at + 4 <= inside.Length => (
                            (char)
                                ushort.Parse(inside.AsSpan(at, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture)
                        ).ToString(),
                        '\\' or '\'' or '"' => c.ToString(),
                        _ => $"\\{c}",
                    }
                );
                at += c == 'u' && at + 4 <= inside.Length ? 4 : 0;
            }
            else
            {
                text.Append(c);
            }
        }

        if (at >= inside.Length)
        {
            throw new TemplateException("a text without its closing quotation mark", line);
        }

        at++;
        return text.ToString();
    }

    private static int LineOf(string source, int at) => source.AsSpan(0, at).Count('\n') + 1;
}
