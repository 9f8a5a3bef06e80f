using System.Collections.Immutable;
using System.Globalization;

namespace EvalHarness.Llama.Templates;

/// <summary>Reads the expressions of one tag, by the precedence that Jinja has.</summary>
/// <param name="inside">The inside of the tag.</param>
/// <param name="line">Line of the tag.</param>
internal sealed class ExpressionParser(string inside, int line)
{
    private static readonly string[][] Levels =
    [
        ["==", "!=", "<", "<=", ">", ">=", "in", "not in"],
        ["~"],
        ["+", "-"],
        ["*", "/", "//", "%"],
    ];

    private readonly List<Token> tokens = Lexer.Tokens(inside, line);
    private int at;

    private Token Now => tokens[at];

    /// <summary>Whether a word or sign comes next; it is passed over then.</summary>
    public bool Take(string text)
    {
        if (Now.Kind is not (TokenKind.Name or TokenKind.Sign) || Now.Text != text)
        {
            return false;
        }

        at++;
        return true;
    }

    /// <summary>Passes over a word or sign that must come next.</summary>
    public void Expect(string text)
    {
        if (!Take(text))
        {
            throw Fault($"'{text}'");
        }
    }

    /// <summary>The name that must come next.</summary>
    public string TakeName() => Now.Kind == TokenKind.Name ? tokens[at++].Text : throw Fault("a name");

    /// <summary>Nothing may follow.</summary>
    public void ExpectEnd()
    {
        if (Now.Kind != TokenKind.End)
        {
            throw Fault("the end of the tag");
        }
    }

    /// <summary>A whole expression.</summary>
    public Expression Parse()
    {
        var value = ParseOr();
        while (Take("if"))
        {
            var condition = ParseOr();
            value = new Conditional(condition, value, Take("else") ? Parse() : null);
        }

        return value;
    }

    /// <summary>An expression, or several with commas between them, which are a list then.</summary>
    public Expression ParseTuple()
    {
        var first = Parse();
        if (!Take(","))
        {
            return first;
        }

        var items = ImmutableArray.CreateBuilder<Expression>();
        items.Add(first);
        while (Now.Kind != TokenKind.End)
        {
            items.Add(Parse());
            if (!Take(","))
            {
                break;
            }
        }

        return new ListOf(items.ToImmutable());
    }

    /// <summary>An expression in which <c>if</c> belongs to what stands around it.</summary>
    public Expression ParseOr()
    {
        var left = ParseAnd();
        while (Take("or"))
        {
            left = new Binary("or", left, ParseAnd());
        }

        return left;
    }

    private Expression ParseAnd()
    {
        var left = ParseNot();
        while (Take("and"))
        {
            left = new Binary("and", left, ParseNot());
        }

        return left;
    }

    private Expression ParseNot() => Take("not") ? new Unary("not", ParseNot()) : ParseLevel(0);

    private Expression ParseLevel(int level)
    {
        if (level == Levels.Length)
        {
            return ParseUnary();
        }

        var left = ParseLevel(level + 1);
        while (TakeOperator(Levels[level]) is { } found)
        {
            left = new Binary(found, left, ParseLevel(level + 1));
        }

        return left;
    }

    private string? TakeOperator(string[] operators)
    {
        if (operators.Contains("not in") && Now is { Kind: TokenKind.Name, Text: "not" } && tokens[at + 1].Text == "in")
        {
            at += 2;
            return "not in";
        }

        return Array.Find(operators, Take);
    }

    private Expression ParseUnary() =>
        Take("-") ? new Unary("-", ParseUnary())
        : Take("+") ? ParseUnary()
        : ParseFilters(ParsePostfix(ParsePrimary()));

    private Expression ParsePrimary()
    {
        var token = Now;
        at++;
        switch (token.Kind)
        {
            case TokenKind.Text:
                string text = token.Text;
                while (Now.Kind == TokenKind.Text)
                {
                    text += tokens[at++].Text;
                }

                return new Literal(text);
            case TokenKind.Number:
                return new Literal(
                    token.Text.Contains('.', StringComparison.Ordinal)
                        ? (object)double.Parse(token.Text, CultureInfo.InvariantCulture)
                        : long.Parse(token.Text, CultureInfo.InvariantCulture)
                );
            case TokenKind.Name:
                return token.Text switch
                {
                    "true" or "True" => new Literal(true),
                    "false" or "False" => new Literal(false),
                    "none" or "None" => new Literal(null),
                    _ => new NameOf(token.Text),
                };
            case TokenKind.Sign when token.Text == "(":
                var inner = Now is { Kind: TokenKind.Sign, Text: ")" } ? new ListOf([]) : ParseList(")");
                Expect(")");
                return inner;
            case TokenKind.Sign when token.Text == "[":
                var items = ParseItems("]");
                Expect("]");
                return new ListOf(items);
            case TokenKind.Sign when token.Text == "{":
                return ParseMapping();
            default:
                at--;
                throw Fault("a value");
        }
    }

    /// <summary>What stands in round brackets: a value, or a list where a comma follows it.</summary>
    private Expression ParseList(string close)
    {
        var first = Parse();
        return Take(",") ? new ListOf([first, .. ParseItems(close)]) : first;
    }

    private ImmutableArray<Expression> ParseItems(string close)
    {
        var items = ImmutableArray.CreateBuilder<Expression>();
        while (Now is not { Kind: TokenKind.Sign } || Now.Text != close)
        {
            items.Add(Parse());
            if (!Take(","))
            {
                break;
            }
        }

        return items.ToImmutable();
    }

    private MappingOf ParseMapping()
    {
        var entries = ImmutableArray.CreateBuilder<(Expression, Expression)>();
        while (!Take("}"))
        {
            var key = Parse();
            Expect(":");
            entries.Add((key, Parse()));
            if (!Take(","))
            {
                Expect("}");
                break;
            }
        }

        return new MappingOf(entries.ToImmutable());
    }

    private Expression ParsePostfix(Expression value)
    {
        while (true)
        {
            if (Take("."))
            {
                value = new Member(value, new Literal(Now.Kind == TokenKind.Number ? tokens[at++].Text : TakeName()));
            }
            else if (Take("["))
            {
                value = ParseIndex(value);
            }
            else if (Take("("))
            {
                value = new Call(value, ParseArguments());
            }
            else
            {
                return value;
            }
        }
    }

    private Expression ParseIndex(Expression value)
    {
        Expression? Part() => Now is { Kind: TokenKind.Sign, Text: ":" or "]" } ? null : Parse();
        var from = Part();
        if (Take("]"))
        {
            return new Member(value, from ?? throw Fault("an index"));
        }

        Expect(":");
        var to = Part();
        var step = Take(":") ? Part() : null;
        Expect("]");
        return new Slice(value, from, to, step);
    }

    private Arguments ParseArguments()
    {
        var values = ImmutableArray.CreateBuilder<Expression>();
        var named = ImmutableArray.CreateBuilder<(string, Expression)>();
        while (!Take(")"))
        {
            if (Now.Kind == TokenKind.Name && tokens[at + 1] is { Kind: TokenKind.Sign, Text: "=" })
            {
                string name = TakeName();
                at++;
                named.Add((name, Parse()));
            }
            else
            {
                values.Add(Parse());
            }

            if (!Take(","))
            {
                Expect(")");
                break;
            }
        }

        return new Arguments(values.ToImmutable(), named.ToImmutable());
    }

    private Expression ParseFilters(Expression value)
    {
        while (true)
        {
            if (Take("|"))
            {
                string filter = TakeName();
                value = ParsePostfix(new Filtered(value, filter, Take("(") ? ParseArguments() : Arguments.None));
            }
            else if (Take("is"))
            {
                bool isNegated = Take("not");
                string test = TakeName();
                value = new Tested(value, test, ParseTestArguments(), isNegated);
            }
            else
            {
                return value;
            }
        }
    }

    /// <summary>A test may be given one argument without brackets: <c>x is divisibleby 2</c>.</summary>
    private Arguments ParseTestArguments() =>
        Take("(") ? ParseArguments()
        : Now.Kind is TokenKind.Text or TokenKind.Number
        || (Now.Kind == TokenKind.Name && Now.Text is not ("and" or "or" or "not" or "if" or "else" or "is" or "in"))
            ? new Arguments([ParsePostfix(ParsePrimary())], [])
        : Arguments.None;

    private TemplateException Fault(string expected) =>
        new(
            Now.Kind == TokenKind.End
                ? $"a tag that ends before {expected}"
                : $"'{Now.Text}' where {expected} was expected",
            line
        );
}
