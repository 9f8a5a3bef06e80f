using System.Collections.Immutable;
using EvalHarness.Core;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace EvalHarness.Yaml;

/// <summary>Text to nodes, over the parser's events: what YAML allows and no suite needs is a fault, not a feature.</summary>
internal sealed class YamlComposer
{
    private const int MaxDepth = 64;
    private const int MaxWeight = 100_000;
    private const int MaxAliases = 100;
    private readonly string file;
    private readonly FaultCollector findings;
    private readonly TextLines lines;
    private readonly Parser parser;
    private readonly Dictionary<string, YamlNode?> anchors = new(StringComparer.Ordinal);
    private readonly SyntaxFaults syntax;
    private int aliases;
    private int weight;

    private YamlComposer(string text, string file, FaultCollector findings)
    {
        this.file = file;
        this.findings = findings;
        lines = new TextLines(text);
        parser = new Parser(new StringReader(text));
        syntax = new SyntaxFaults(lines, file);
    }

    /// <summary>The content of a text; null, with the faults, when it is no YAML or holds a hazard.</summary>
    public static YamlNode? Compose(string text, string file, FaultCollector findings)
    {
        var composer = new YamlComposer(text, file, findings);
        try
        {
            return composer.Document();
        }
        catch (DocumentException e)
        {
            findings.Add(e.Faults[0]);
            return null;
        }
        catch (Exception e)
            when (e is YamlException or InvalidOperationException or ArgumentException or OverflowException)
        {
            // YamlDotNet 18.1.0 throws the last three from within on some unclosed brackets and escapes.
            findings.Add(composer.syntax.Explain(e));
            return null;
        }
    }

    private YamlNode? Document()
    {
        Expect<StreamStart>();
        if (parser.Current is StreamEnd)
        {
            findings.Add(new Location(file, 1, 1), "an empty document", "keys with values");
            return null;
        }

        Expect<DocumentStart>();
        var root = Node(1);
        Expect<DocumentEnd>();
        if (parser.Current is not StreamEnd)
        {
            var start = At(parser.Current!);
            findings.Add(start, "a second document", "one document a file");
        }

        WarnOfTabs();
        return root;
    }

    private void Expect<T>()
        where T : ParsingEvent
    {
        if (parser.Current is null)
        {
            parser.MoveNext();
        }

        if (parser.Current is not T)
        {
            throw new InvalidOperationException($"{parser.Current} where {typeof(T).Name} was due");
        }

        Advance();
    }

    private void Advance()
    {
        if (parser.Current is NodeEvent or AnchorAlias or SequenceEnd or MappingEnd)
        {
            syntax.Passed(parser.Current);
        }

        parser.MoveNext();
        if (parser.Current is { } current)
        {
            syntax.CheckIndent(current);
        }
    }

    private YamlNode Node(int depth)
    {
        if (parser.Current is not (NodeEvent or AnchorAlias))
        {
            // YamlDotNet 18.1.0 leaves a pair without its value, or without its end, on some broken texts.
            throw new InvalidOperationException($"{parser.Current} is no node");
        }

        var at = At(parser.Current);
        if (depth > MaxDepth)
        {
            throw TooDeep(at);
        }

        if (parser.Current is AnchorAlias alias)
        {
            return Alias(alias, at, depth);
        }

        var current = (NodeEvent)parser.Current!;
        if (!current.Tag.IsEmpty)
        {
            findings.Add(at, $"the tag {Wording.Quote(current.Tag.ToString())}", "a value without a tag");
        }

        Weigh(1, at);
        if (!current.Anchor.IsEmpty)
        {
            // Null until it is whole, so that an alias to a node within itself is seen.
            anchors[current.Anchor.Value] = null;
        }

        YamlNode node = current switch
        {
            Scalar scalar => Value(scalar, at),
            SequenceStart start => Items(start, at, depth),
            MappingStart start => Entries(start, at, depth),
            _ => throw new InvalidOperationException($"{current} is no node"),
        };
        if (!current.Anchor.IsEmpty)
        {
            anchors[current.Anchor.Value] = node;
        }

        return node;
    }

    private YamlNode Alias(AnchorAlias alias, Location at, int depth)
    {
        string name = alias.Value.Value;
        Advance();
        if (++aliases > MaxAliases)
        {
            throw new DocumentException(new Fault(at, "more than 100 aliases", "values written out"));
        }

        if (!anchors.TryGetValue(name, out var node))
        {
            findings.Add(
                at,
                $"the alias {Wording.Quote("*" + name)} of nothing",
                null,
                Spelling.Nearest(name, anchors.Keys)
            );
            return new YamlScalar("", YamlStyle.Plain, at);
        }

        if (node is null)
        {
            throw new DocumentException(
                new Fault(at, $"the alias {Wording.Quote("*" + name)} within what it stands for")
            );
        }

        Weigh(node.Weight, at);
        return depth + node.Height > MaxDepth ? throw TooDeep(at) : node;
    }

    private void Weigh(int more, Location at)
    {
        weight += more;
        if (weight > MaxWeight)
        {
            throw new DocumentException(
                new Fault(at, "more than 100,000 values, aliases counted as often as they are used", "fewer")
            );
        }
    }

    private YamlScalar Value(Scalar scalar, Location at)
    {
        Advance();
        var style = scalar.Style switch
        {
            ScalarStyle.SingleQuoted => YamlStyle.SingleQuoted,
            ScalarStyle.DoubleQuoted => YamlStyle.DoubleQuoted,
            ScalarStyle.Literal or ScalarStyle.Folded => YamlStyle.Block,
            _ => YamlStyle.Plain,
        };
        return new YamlScalar(scalar.Value, style, at)
        {
            TextAt = scalar.Style switch
            {
                ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted => at with { Column = at.Column + 1 },
                ScalarStyle.Literal => at with { Line = at.Line + 1, Column = lines.FirstIndent(at.Line + 1) },
                _ => at,
            },
        };
    }

    private YamlSequence Items(SequenceStart start, Location at, int depth)
    {
        var items = ImmutableArray.CreateBuilder<YamlNode>();
        syntax.Enter(start, start.Style == SequenceStyle.Flow);
        Advance();
        while (parser.Current is not SequenceEnd)
        {
            items.Add(Node(depth + 1));
        }

        syntax.Leave();
        Advance();
        return new YamlSequence(items.ToImmutable(), at);
    }

    private YamlMapping Entries(MappingStart start, Location at, int depth)
    {
        var entries = ImmutableArray.CreateBuilder<YamlEntry>();
        var seen = new Dictionary<string, Location>(StringComparer.Ordinal);
        syntax.Enter(start, start.Style == MappingStyle.Flow);
        Advance();
        while (parser.Current is not MappingEnd)
        {
            var key = Node(depth + 1);
            var value = Node(depth + 1);
            if (KeyChecks.IsKey(key, seen, findings) && key is YamlScalar { Text: var text })
            {
                entries.Add(new YamlEntry(text, key.At, value));
            }
        }

        syntax.Leave();
        Advance();

        // YamlDotNet 18.1.0 places a pair in a list, [a: b], at the start of the document.
        bool isBraced = lines.At(at.Line, at.Column) == '{';
        return new YamlMapping(entries.ToImmutable(), isBraced || entries.Count == 0 ? at : entries[0].KeyAt);
    }

    private static DocumentException TooDeep(Location at) =>
        new(new Fault(at, "more than 64 levels of nesting", "fewer levels"));

    private void WarnOfTabs()
    {
        for (int line = 1; line <= lines.Count; line++)
        {
            if (lines.TabInIndent(line) is > 0 and var column && !syntax.IsInText(line))
            {
                findings.Warn(new Location(file, line, column), "a tab in the indentation; write spaces");
            }
        }
    }

    private Location At(ParsingEvent current) => new(file, (int)current.Start.Line, (int)current.Start.Column);
}
