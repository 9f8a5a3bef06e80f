using System.Collections.Immutable;

namespace EvalHarness.Tests.Suites;

/// <summary>A change to a suite that leaves another valid suite: it is rightly accepted, and why.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Keys">The keys that it may be done to.</param>
/// <param name="Reason">Why nothing is wrong then.</param>
internal sealed record HarmlessMutation(string Kind, ImmutableArray<string> Keys, string Reason)
{
    private const string Text = "any text is right here: a name, a sentence, an address, a value of the data";

    private const string Number = "half of the number is a number within the key's bounds";

    private const string Optional = "the key may be left out, which a key without value is";

    private const string Prompt = "a line of the prompt, where any text is right";

    private const string End = "all that follows is optional";

    private static readonly ImmutableArray<string> PromptLines = ["Headline", "Company", ""];

    /// <summary>All that are known.</summary>
    public static readonly ImmutableArray<HarmlessMutation> All =
    [
        new("half of", ["suite", "description", "endpoint", "model", "source", "answers", "split", "system"], Text),
        new("half of", ["title", "sections"], Text),
        new("-1e999 for", ["description", "model", "source", "when", "split", "system", "title", "sections"], Text),
        new("-1e999 for", ["choice"], "a choice may have one option, and any text is one"),
        new("']' after it", ["description", "endpoint", "model", "when", "system"], Text),
        new("'}' after it", ["description", "endpoint", "model", "when", "system"], Text),
        new("'\"' after it", ["description", "endpoint", "model", "when", "system"], Text),
        new("no '''", ["system"], "an apostrophe inside a text"),
        new("no '{'", ["when"], "a condition that names no variable always holds"),
        new("no ','", ["answer"], "two options become one of two words"),
        new("no ','", ["few_shot"], "YamlDotNet 18.1 needs no comma after a mapping; the same is read"),
        new(
            "${NO_SUCH_VARIABLE} for",
            ["when"],
            "a model is left out where its variable is absent: that is its purpose"
        ),
        new("typing error in", ["llama-3.1-8b"], "a model may have any name, and nothing refers to this one"),
        new("typing error in", ["Headline", "Company"], Prompt),
        new("no colon after", ["Headline", "Company"], Prompt),
        new("a number for the key", ["Headline", "Company"], Prompt),
        new("blank before it", ["Company", ""], Prompt),
        new("no '{'", PromptLines, Prompt),
        new("no ','", [""], Prompt),
        new("']' after it", PromptLines, Prompt),
        new("'}' after it", PromptLines, Prompt),
        new("'\"' after it", PromptLines, Prompt),
        new("': x' after it", PromptLines, Prompt),
        new("twice", ["Headline", "Company"], Prompt),
        new("deleted", ["Headline", "Company"], Prompt),
        new("half of", ["seed", "input", "cached_input", "output", "requests_per_minute", "tokens_per_minute"], Number),
        new("half of", ["in_flight", "retries", "gpus", "price_per_gpu_hour", "few_shot", "max_tokens"], Number),
        new("half of", ["temperature", "repeats", "margin", "at_least", "better_than", "at_most"], Number),
        new("half of", ["usd", "requests"], Number),
        new("nothing for", ["description", "seed", "cached_input", "per", "as_of", "source"], Optional),
        new("nothing for", ["requests_per_minute", "tokens_per_minute", "in_flight", "timeout", "retries"], Optional),
        new("nothing for", ["gpus", "few_shot", "max_tokens", "custom", "id", "fields", "target", "cluster"], Optional),
        new("nothing for", ["file", "balance", "system", "temperature", "repeats", "baseline", "candidates"], Optional),
        new("nothing for", ["on", "margin", "confidence", "correction", "slice", "inconclusive"], Optional),
        new("nothing for", ["usd", "requests", "title", "sections"], Optional),
        new("deleted", ["description", "seed", "price", "limits", "when", "hosting", "prompting", "custom"], Optional),
        new("deleted", ["api_key"], "a backend of one's own may want no key"),
        new("deleted", ["where", "id", "fields", "target", "cluster", "few_shot", "system"], Optional),
        new("deleted", ["generation", "repeats", "baseline", "candidates", "on", "margin", "confidence"], Optional),
        new(
            "deleted",
            ["correction", "model", "budget", "report"],
            "the key, or the gate of that line, may be left out"
        ),
        new("deleted", [""], "an empty line, or one of the prompt"),
        new("twice", [""], "an empty line, or one of the prompt"),
        new("twice", ["model"], "a gate may be stated twice"),
        new("cut off after it", ["metrics", "repeats", "compare", "baseline", "candidates", "on", "margin"], End),
        new("cut off after it", ["confidence", "correction", "gates", "model", "budget", "report", ""], End),
    ];

    /// <summary>The entry that a mutation falls under; null where it is not known to be harmless.</summary>
    public static HarmlessMutation? Of(Mutation mutation) =>
        All.FirstOrDefault(one => one.Kind == mutation.Kind && one.Keys.Contains(mutation.Key));
}
