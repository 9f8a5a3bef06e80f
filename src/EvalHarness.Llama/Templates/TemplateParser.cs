using System.Collections.Immutable;

namespace EvalHarness.Llama.Templates;

/// <summary>Reads a template: its statements, and what stands between them.</summary>
/// <param name="template">The template.</param>
internal sealed class TemplateParser(string template)
{
    private readonly List<Piece> pieces = Lexer.Cut(template);
    private int at;

    /// <summary>The whole template.</summary>
    public ImmutableArray<Node> Parse()
    {
        var nodes = ParseUntil([], 0, out _);
        return nodes;
    }

    /// <summary>The nodes up to a statement that ends them; that one is passed over.</summary>
    /// <param name="ends">First words of such statements; none reads to the end.</param>
    /// <param name="line">Where what they end begins.</param>
    /// <param name="end">The inside of the statement that ended them; null at the end of the template.</param>
    private ImmutableArray<Node> ParseUntil(string[] ends, int line, out Piece? end)
    {
        var nodes = ImmutableArray.CreateBuilder<Node>();
        while (at < pieces.Count)
        {
            var piece = pieces[at++];
            if (piece.Kind == PieceKind.Text)
            {
                nodes.Add(new TextNode(piece.Text, piece.Line));
            }
            else if (piece.Kind == PieceKind.Output)
            {
                var parser = new ExpressionParser(piece.Text, piece.Line);
                nodes.Add(new OutputNode(parser.ParseTuple(), piece.Line));
                parser.ExpectEnd();
            }
            else if (ends.Contains(WordOf(piece), StringComparer.Ordinal))
            {
                end = piece;
                return nodes.ToImmutable();
            }
            else
            {
                ParseStatement(piece, nodes);
            }
        }

        end = null;
        return ends.Length == 0
            ? nodes.ToImmutable()
            : throw new TemplateException($"a statement without its '{ends[^1]}'", line);
    }

    private void ParseStatement(Piece piece, ImmutableArray<Node>.Builder nodes)
    {
        var parser = new ExpressionParser(piece.Text, piece.Line);
        switch (parser.TakeName())
        {
            case "if":
                nodes.Add(ParseIf(parser, piece.Line));
                break;
            case "for":
                nodes.Add(ParseFor(parser, piece.Line));
                break;
            case "set":
                nodes.Add(ParseSet(parser, piece.Line));
                break;
            case "macro":
                nodes.Add(ParseMacro(parser, piece.Line));
                break;
            case "break":
                nodes.Add(new JumpNode(IsBreak: true, piece.Line));
                break;
            case "continue":
                nodes.Add(new JumpNode(IsBreak: false, piece.Line));
                break;
            case "generation":
                // Marks what a model is trained on; it writes its body.
                nodes.AddRange(ParseUntil(["endgeneration"], piece.Line, out _));
                break;
            case var word:
                throw new TemplateException($"the statement '{word}', which is not understood here", piece.Line);
        }
    }

    private IfNode ParseIf(ExpressionParser parser, int line)
    {
        var branches = ImmutableArray.CreateBuilder<(Expression?, ImmutableArray<Node>)>();
        var condition = parser.Parse();
        parser.ExpectEnd();
        while (true)
        {
            var body = ParseUntil(["elif", "else", "endif"], line, out var end);
            branches.Add((condition, body));
            string word = WordOf(end!.Value);
            if (word == "endif")
            {
                return new IfNode(branches.ToImmutable(), line);
            }

            var next = new ExpressionParser(end.Value.Text, end.Value.Line);
            next.Expect(word);
            condition = word == "elif" ? next.Parse() : null;
            next.ExpectEnd();
        }
    }

    private ForNode ParseFor(ExpressionParser parser, int line)
    {
        var names = Names(parser);
        parser.Expect("in");
        var items = parser.ParseOr();
        var condition = parser.Take("if") ? parser.Parse() : null;
        parser.ExpectEnd();
        var body = ParseUntil(["else", "endfor"], line, out var end);
        var otherwise = WordOf(end!.Value) == "else" ? ParseUntil(["endfor"], line, out _) : ImmutableArray<Node>.Empty;
        return new ForNode(names, items, condition, body, otherwise, line);
    }

    private SetNode ParseSet(ExpressionParser parser, int line)
    {
        var names = Names(parser);
        string? attribute = parser.Take(".") ? parser.TakeName() : null;
        if (parser.Take("="))
        {
            var value = parser.ParseTuple();
            parser.ExpectEnd();
            return new SetNode(names, attribute, value, [], line);
        }

        parser.ExpectEnd();
        return new SetNode(names, attribute, null, ParseUntil(["endset"], line, out _), line);
    }

    private MacroNode ParseMacro(ExpressionParser parser, int line)
    {
        string name = parser.TakeName();
        var parameters = ImmutableArray.CreateBuilder<(string, Expression?)>();
        parser.Expect("(");
        while (!parser.Take(")"))
        {
            string parameter = parser.TakeName();
            parameters.Add((parameter, parser.Take("=") ? parser.Parse() : null));
            if (!parser.Take(","))
            {
                parser.Expect(")");
                break;
            }
        }

        parser.ExpectEnd();
        return new MacroNode(name, parameters.ToImmutable(), ParseUntil(["endmacro"], line, out _), line);
    }

    private static ImmutableArray<string> Names(ExpressionParser parser)
    {
        var names = ImmutableArray.CreateBuilder<string>();
        do
        {
            names.Add(parser.TakeName());
        } while (parser.Take(","));
        return names.ToImmutable();
    }

    private static string WordOf(Piece piece)
    {
        string inside = piece.Text.TrimStart();
        int end = 0;
        while (end < inside.Length && char.IsAsciiLetter(inside[end]))
        {
            end++;
        }

        return inside[..end];
    }
}
