using System.Collections.Immutable;
using System.Text.Json;
using EvalHarness.Core;
using EvalHarness.Scoring.Calls;
using EvalHarness.Scoring.Statements;

namespace EvalHarness.Scoring.Answers;

/// <summary>The answer is the calls of tools that the model makes: names and arguments, as a list in JSON.</summary>
/// <remarks>
/// A target is a call <c>{"name": ..., "arguments": {...}}</c> or a list of them, also in OpenAI's own form; or as the Berkeley Function
/// Calling Leaderboard writes it, <c>[{"f": {"a": [1, 2], "unit": ["km", ""]}}]</c>: each argument with its permitted values, an empty text
/// where it may be left out. Values are compared as JSON: 1 is 1.0, and keys have no order. A call of a tool that was not offered, or whose
/// arguments are no JSON or do not fit its JSON Schema, is no answer, and the reason is told. Arguments left out are filled in with the
/// defaults of the schema, in answers and in targets.
/// </remarks>
/// <param name="From">Where calls are read; <c>either</c> by default: those of the interface, else those written as JSON in the text, plain, in a fenced block, or between marks such as <c>&lt;tool_call&gt;</c>.</param>
/// <param name="NoCall">Whether to call nothing is an answer, <c>[]</c>, for data sets in which some questions need no tool; false by default, where it is none.</param>
[Keyword("tool_calls")]
public sealed record ToolCallsAnswer(CallSource From = CallSource.Either, bool NoCall = false) : IToolCallFormat
{
    private ImmutableDictionary<string, Tool> Offered { get; init; } = ImmutableDictionary<string, Tool>.Empty;

    /// <inheritdoc/>
    public bool ReadsText => From != CallSource.Calls;

    /// <inheritdoc/>
    public IToolCallFormat Over(ImmutableArray<Tool> tools) =>
        this with
        {
            Offered = tools.ToImmutableDictionary(tool => tool.Name, StringComparer.Ordinal),
        };

    /// <inheritdoc/>
    public Answer Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Read(text, []);
    }

    /// <inheritdoc/>
    public Answer Read(string? text, ImmutableArray<ToolCall> calls)
    {
        if (From != CallSource.Text && !calls.IsDefaultOrEmpty)
        {
            return Made(calls);
        }

        if (From == CallSource.Calls || string.IsNullOrWhiteSpace(text))
        {
            return Nothing();
        }

        return WrittenCalls.Find(text) switch
        {
            (_, true) => Answer.None(Said.Unfinished),
            (null, _) => Answer.None("a call that is no JSON"),
            ({ Count: 0 }, _) => Nothing(),
            var (found, _) => Written(found),
        };
    }

    /// <inheritdoc/>
    public string Canonical(string target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return ExpectedCall.Read(target) is { } calls ? ExpectedCall.Write([.. calls.Select(Fill)]) : target;
    }

    /// <inheritdoc/>
    public string? WrongIn(string target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return ExpectedCall.Read(target) is not { } calls ? "is no call, nor a list of calls, in JSON"
            : calls.IsEmpty && !NoCall ? "calls nothing, which is no answer without 'no_call: true'"
            : !Offered.IsEmpty && calls.FirstOrDefault(call => !Offered.ContainsKey(call.Name)) is not null
                ? "calls a tool that is none of those offered"
            : null;
    }

    private Answer Nothing() => NoCall ? new Answer("[]") : Answer.None("no call made");

    private Answer Made(ImmutableArray<ToolCall> calls)
    {
        var read = ImmutableArray.CreateBuilder<MadeCall>(calls.Length);
        foreach (var call in calls)
        {
            if (MadeCall.ReadArguments(call.Arguments) is not { } arguments)
            {
                return Answer.None(NoArguments(call.Name));
            }

            read.Add(new MadeCall(call.Name, arguments));
        }

        return Check(read.ToImmutable());
    }

    private Answer Written(IReadOnlyList<JsonElement> found)
    {
        var read = ImmutableArray.CreateBuilder<MadeCall>();
        foreach (var one in found.SelectMany(WrittenCalls.Single))
        {
            if (MadeCall.Read(one, out bool hasArguments) is not { } call)
            {
                return Answer.None("JSON that is no call: it has no name");
            }

            if (!hasArguments)
            {
                return Answer.None(NoArguments(call.Name));
            }

            read.Add(call);
        }

        return read.Count == 0 ? Nothing() : Check(read.ToImmutable());
    }

    private Answer Check(ImmutableArray<MadeCall> calls)
    {
        var filled = ImmutableArray.CreateBuilder<MadeCall>(calls.Length);
        foreach (var call in calls)
        {
            var one = call;
            if (!Offered.IsEmpty)
            {
                if (!Offered.TryGetValue(call.Name, out var tool))
                {
                    return Answer.None("a call of a tool that was not offered");
                }

                if (tool.Parameters is { } schema)
                {
                    if (ArgumentSchema.FaultOf(schema, JsonSerializer.SerializeToElement(call.Arguments)) is { } fault)
                    {
                        return Answer.None($"call of '{tool.Name}': {fault}");
                    }

                    one = call with { Arguments = ArgumentSchema.Fill(schema, call.Arguments) };
                }
            }

            filled.Add(one);
        }

        return new Answer(MadeCall.Write(filled.ToImmutable()));
    }

    private ExpectedCall Fill(ExpectedCall call) =>
        Offered.GetValueOrDefault(call.Name)?.Parameters is { } schema ? call.Fill(schema) : call;

    /// <summary>Only a tool of the suite is named: what else a model calls one is its own text.</summary>
    private string NoArguments(string name) =>
        Offered.ContainsKey(name)
            ? $"call of '{name}': arguments that are no JSON object"
            : "arguments that are no JSON object";
}
