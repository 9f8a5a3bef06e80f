using System.Collections.Immutable;
using System.Text;

namespace EvalHarness.Llama.Templates;

/// <summary>Writes a template with values; made anew for each rendering.</summary>
internal sealed class Rendering
{
    /// <summary>No template of a model writes as much; one that loops without end must stop.</summary>
    private const int LongestText = 64 << 20;

    private const int MostSteps = 20_000_000;

    private int steps;

    /// <summary>How a body ended.</summary>
    private enum Ending
    {
        Whole,
        Break,
        Continue,
    }

    /// <summary>What a template writes.</summary>
    /// <param name="nodes">The template.</param>
    /// <param name="scope">The names that it knows.</param>
    public string Write(ImmutableArray<Node> nodes, Scope scope)
    {
        var output = new StringBuilder();
        Write(nodes, scope, output);
        return output.ToString();
    }

    private Ending Write(ImmutableArray<Node> nodes, Scope scope, StringBuilder output)
    {
        foreach (var node in nodes)
        {
            try
            {
                if (Write(node, scope, output) is var ending and not Ending.Whole)
                {
                    return ending;
                }
            }
            catch (TemplateException e) when (e.Line == 0)
            {
                throw new TemplateException(e.Message, node.Line);
            }
        }

        return Ending.Whole;
    }

    private Ending Write(Node node, Scope scope, StringBuilder output)
    {
        if (++steps > MostSteps || output.Length > LongestText)
        {
            throw new TemplateException("a text without end");
        }

        switch (node)
        {
            case TextNode text:
                output.Append(text.Text);
                return Ending.Whole;
            case OutputNode value:
                output.Append(Values.Show(Value(value.Value, scope)));
                return Ending.Whole;
            case IfNode choice:
                foreach (var (condition, body) in choice.Branches)
                {
                    if (condition is null || IsTrue(condition, scope))
                    {
                        return Write(body, scope, output);
                    }
                }

                return Ending.Whole;
            case ForNode loop:
                WriteLoop(loop, scope, output);
                return Ending.Whole;
            case SetNode set:
                Set(set, scope);
                return Ending.Whole;
            case MacroNode macro:
                scope[macro.Name] = new Function((values, named) => CallMacro(macro, scope, values, named));
                return Ending.Whole;
            case JumpNode jump:
                return jump.IsBreak ? Ending.Break : Ending.Continue;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private void WriteLoop(ForNode loop, Scope scope, StringBuilder output)
    {
        var items = Values.Items(Value(loop.Items, scope));
        if (loop.Condition is { } condition)
        {
            items = items.FindAll(item =>
            {
                var within = new Scope(scope);
                Bind(loop.Names, item, within);
                return IsTrue(condition, within);
            });
        }

        for (int i = 0; i < items.Count; i++)
        {
            var within = new Scope(scope);
            Bind(loop.Names, items[i], within);
            within["loop"] = LoopOf(items, i);
            if (Write(loop.Body, within, output) == Ending.Break)
            {
                return;
            }
        }

        if (items.Count == 0)
        {
            Write(loop.Otherwise, new Scope(scope), output);
        }
    }

    private static Dictionary<string, object?> LoopOf(List<object?> items, int i) =>
        new(StringComparer.Ordinal)
        {
            ["index"] = i + 1L,
            ["index0"] = (long)i,
            ["revindex"] = (long)items.Count - i,
            ["revindex0"] = items.Count - i - 1L,
            ["first"] = i == 0,
            ["last"] = i == items.Count - 1,
            ["length"] = (long)items.Count,
            ["previtem"] = i > 0 ? items[i - 1] : Undefined.Value,
            ["nextitem"] = i + 1 < items.Count ? items[i + 1] : Undefined.Value,
        };

    private static void Bind(ImmutableArray<string> names, object? value, Scope scope)
    {
        if (names.Length == 1)
        {
            scope[names[0]] = value;
            return;
        }

        var parts = Values.Items(value);
        if (parts.Count != names.Length)
        {
            throw new TemplateException("a value with another number of parts than names");
        }

        for (int i = 0; i < names.Length; i++)
        {
            scope[names[i]] = parts[i];
        }
    }

    private void Set(SetNode set, Scope scope)
    {
        object? value = set.Value is { } given ? Value(given, scope) : Write(set.Body, new Scope(scope));
        if (set.Attribute is not { } attribute)
        {
            Bind(set.Names, value, scope);
        }
        else if (scope[set.Names[0]] is Dictionary<string, object?> space)
        {
            space[attribute] = value;
        }
        else
        {
            throw new TemplateException($"'{set.Names[0]}.{attribute}' set though it is no namespace");
        }
    }

    private string CallMacro(
        MacroNode macro,
        Scope scope,
        IReadOnlyList<object?> values,
        IReadOnlyDictionary<string, object?> named
    )
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        var within = new Scope(scope);
        for (int i = 0; i < macro.Parameters.Length; i++)
        {
            var (name, value) = macro.Parameters[i];
            within[name] =
                i < values.Count ? values[i]
                : named.TryGetValue(name, out object? given) ? given
                : value is null ? Undefined.Value
                : Value(value, within);
        }

        return Write(macro.Body, within);
    }

    private bool IsTrue(Expression expression, Scope scope) => Values.IsTrue(Value(expression, scope));

    private object? Value(Expression expression, Scope scope)
    {
        switch (expression)
        {
            case Literal literal:
                return literal.Value;
            case NameOf name:
                return scope[name.Name];
            case ListOf list:
                return list.Items.Select(item => Value(item, scope)).ToList();
            case MappingOf mapping:
                return mapping.Entries.ToDictionary(
                    one => Values.Show(Value(one.Key, scope)),
                    one => Value(one.Value, scope),
                    StringComparer.Ordinal
                );
            case Member member:
                return Filters.MemberOf(Value(member.Of, scope), Value(member.Key, scope));
            case Slice slice:
                return SliceOf(slice, scope);
            case Call { Function: NameOf { Name: "raise_exception" } } refusal:
                // Only what is written in the template is told: what is put together may hold a prompt.
                throw new TemplateException(
                    refusal.Arguments.Values is [Literal { Value: string why }, ..] ? why : "the turns are refused"
                );
            case Call call:
                return Value(call.Function, scope) is Function function
                    ? function(By(call.Arguments, scope), Named(call.Arguments, scope))
                    : throw new TemplateException($"a call of {Told(call.Function)}, which is not understood here");
            case Filtered filtered:
                return Filters.Apply(
                    filtered.Filter,
                    Value(filtered.Value, scope),
                    By(filtered.Arguments, scope),
                    Named(filtered.Arguments, scope)
                );
            case Tested tested:
                return Filters.Test(tested.Test, Value(tested.Value, scope), By(tested.Arguments, scope))
                    != tested.IsNegated;
            case Unary { Operator: "not" } negated:
                return !IsTrue(negated.Value, scope);
            case Unary negative:
                return Values.Compute("-", 0L, Value(negative.Value, scope));
            case Conditional conditional:
                return IsTrue(conditional.Condition, scope) ? Value(conditional.Then, scope)
                    : conditional.Otherwise is { } other ? Value(other, scope)
                    : Undefined.Value;
            case Binary binary:
                return Operate(binary, scope);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private object? Operate(Binary binary, Scope scope)
    {
        object? left = Value(binary.Left, scope);
        return binary.Operator switch
        {
            "and" => Values.IsTrue(left) ? Value(binary.Right, scope) : left,
            "or" => Values.IsTrue(left) ? left : Value(binary.Right, scope),
            "==" => Values.AreEqual(left, Value(binary.Right, scope)),
            "!=" => !Values.AreEqual(left, Value(binary.Right, scope)),
            "<" => Values.Compare(left, Value(binary.Right, scope)) < 0,
            "<=" => Values.Compare(left, Value(binary.Right, scope)) <= 0,
            ">" => Values.Compare(left, Value(binary.Right, scope)) > 0,
            ">=" => Values.Compare(left, Value(binary.Right, scope)) >= 0,
            "in" => Values.Holds(Value(binary.Right, scope), left),
            "not in" => !Values.Holds(Value(binary.Right, scope), left),
            _ => Values.Compute(binary.Operator, left, Value(binary.Right, scope)),
        };
    }

    private object? SliceOf(Slice slice, Scope scope)
    {
        object? whole = Value(slice.Of, scope);
        var items = Values.Items(whole);
        long Bound(Expression? bound, long otherwise) =>
            bound is null || Value(bound, scope) is not long given ? otherwise
            : given < 0 ? given + items.Count
            : given;
        long step = slice.Step is { } by ? Values.Whole(Value(by, scope)) : 1;
        if (step == 0)
        {
            throw new TemplateException("a slice by steps of zero");
        }

        long from = Bound(slice.From, step > 0 ? 0 : items.Count - 1);
        long to = Bound(slice.To, step > 0 ? items.Count : -1);
        var taken = new List<object?>();
        for (
            long i = step > 0 ? Math.Max(from, 0) : Math.Min(from, items.Count - 1);
            step > 0 ? i < Math.Min(to, items.Count) : i > Math.Max(to, -1);
            i += step
        )
        {
            taken.Add(items[(int)i]);
        }

        return whole is string ? string.Concat(taken) : taken;
    }

    private List<object?> By(Arguments arguments, Scope scope) =>
        [.. arguments.Values.Select(value => Value(value, scope))];

    private Dictionary<string, object?> Named(Arguments arguments, Scope scope) =>
        arguments.Named.ToDictionary(one => one.Name, one => Value(one.Value, scope), StringComparer.Ordinal);

    private static string Told(Expression function) =>
        function switch
        {
            NameOf name => $"'{name.Name}'",
            Member { Key: Literal { Value: string name } } => $"'{name}'",
            _ => "something",
        };
}
