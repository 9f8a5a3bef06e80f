using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Models;
using EvalHarness.Models.Providers;
using Microsoft.Extensions.AI;
using NUnit.Framework;

namespace EvalHarness.Tests.Models;

[Parallelizable(ParallelScope.All)]
public sealed class RulesTests
{
    private const string Weighted = """
        default: neutral
        negation: { words: [not, no, without], window: 3, flips: { positive: negative, negative: positive } }
        rules:
          - { words: [gain*, record, beats], label: positive }
          - { words: [loss*, warning, profit warning], label: negative, weight: 1.5 }
          - { match: 'cut .* (forecast|dividend)', label: negative, weight: 2 }
          - { words: [M&A, unchanged], label: neutral, priority: 1 }
        """;

    private const string Ordered = """
        default: other
        choose: first
        rules:
          - { match: 'rate', label: banking }
          - { match: 'rate cut', label: macro, priority: 5 }
          - { match: '(?-i)ECB', label: central bank }
        """;

    [TestCase("Shares GAINED after a record year", "positive")]
    [TestCase("It gains, then a loss", "negative", TestName = "The_larger_weight_wins")]
    [TestCase("Gains and gains and one loss", "positive", TestName = "Every_occurrence_counts")]
    [TestCase("Nothing of note", "neutral", TestName = "Nothing_met_gives_the_default")]
    [TestCase("", "neutral", TestName = "An_empty_text_gives_the_default")]
    [TestCase("again and regained", "neutral", TestName = "Words_are_whole_words")]
    [TestCase("A profit warning", "negative")]
    [TestCase("profit, warning", "negative", TestName = "A_shorter_word_counts_where_the_phrase_does_not_fit")]
    [TestCase("It cut its 2024 forecast but beats peers", "negative", TestName = "Patterns_and_words_add_up")]
    [TestCase("No gain this year", "negative", TestName = "A_negation_turns_the_label_round")]
    [TestCase("Without any loss at all", "positive", TestName = "A_negation_reaches_three_words")]
    [TestCase("not one of the many gains", "positive", TestName = "A_negation_reaches_no_further")]
    [TestCase("No, a gain", "positive", TestName = "A_comma_ends_a_negation")]
    [TestCase("Not unchanged", "neutral", TestName = "A_negated_label_without_a_flip_is_dropped")]
    [TestCase("Big loss, guidance unchanged", "neutral", TestName = "The_highest_priority_met_counts_alone")]
    [TestCase("Record m&a year", "neutral")]
    public async Task Weights_decide(string text, string expected) =>
        Assert.That((await AskAsync(Weighted, text)).Text, Is.EqualTo(expected));

    [TestCase("Rates rise", "banking")]
    [TestCase("Rate cut expected at the ECB", "macro", TestName = "The_highest_priority_wins")]
    [TestCase("ECB holds rate", "banking", TestName = "Of_one_priority_the_first_in_the_file_wins")]
    [TestCase("ecb holds", "other", TestName = "A_pattern_may_heed_case")]
    public async Task The_first_rule_decides(string text, string expected)
    {
        var response = await AskAsync(Ordered, text);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.Text, Is.EqualTo(expected));
            Assert.That(response.FindDetails()?.Probabilities ?? ImmutableDictionary<string, double>.Empty, Is.Empty);
        }
    }

    [Test]
    public async Task Probabilities_are_the_softmax_of_the_sums()
    {
        var probabilities = (await AskAsync(Weighted, "gain gain loss")).FindDetails()!.Probabilities;

        double total = Math.Exp(0) + Math.Exp(2) + Math.Exp(1.5);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(probabilities.Keys, Is.EquivalentTo(["neutral", "positive", "negative"]));
            Assert.That(probabilities["positive"], Is.EqualTo(Math.Exp(2) / total).Within(1e-15));
            Assert.That(probabilities["negative"], Is.EqualTo(Math.Exp(1.5) / total).Within(1e-15));
            Assert.That(probabilities.Values.Sum(), Is.EqualTo(1).Within(1e-15));
        }
    }

    [Test]
    public async Task A_tie_gives_the_default()
    {
        const string rules = """
            default: neutral
            rules: [{ words: [up], label: positive }, { words: [down], label: negative }]
            """;

        Assert.That((await AskAsync(rules, "up and down")).Text, Is.EqualTo("neutral"));
    }

    [Test]
    public async Task The_weight_of_the_default_is_a_threshold()
    {
        const string rules = """
            default: neutral
            default_weight: 1.5
            rules: [{ words: [up], label: positive }]
            """;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((await AskAsync(rules, "up")).Text, Is.EqualTo("neutral"));
            Assert.That((await AskAsync(rules, "up up")).Text, Is.EqualTo("positive"));
        }
    }

    [Test]
    public async Task Several_fields_are_searched()
    {
        const string rules = """
            default: none
            input: [title, body]
            rules: [{ words: [up], label: positive }]
            """;
        var fields = ImmutableDictionary<string, string>.Empty.Add("title", "down").Add("body", "up");
        using var client = await ConnectAsync(rules);

        Assert.That((await client.AskAsync(ModelSetup.Request(fields: fields))).Text, Is.EqualTo("positive"));
    }

    [Test]
    public async Task A_missing_field_is_a_failure_that_asking_again_does_not_mend()
    {
        using var client = await ConnectAsync("default: a\ninput: title\nrules: [{ words: [up], label: a }]\n");

        Assert.That(
            async () => await client.AskAsync(ModelSetup.Request()),
            Throws
                .TypeOf<ModelException>()
                .With.Message.EqualTo("model 'candidate' reads the field 'title', which the sample lacks")
                .And.Property("IsTransient")
                .False
        );
    }

    [TestCase("default: a\nrules: [{ label: a }]\n", "lexicon.yaml:2:9: a rule must have either 'match' or 'words'")]
    [TestCase(
        "default: a\nrules:\n  - { label: a, match: x, words: [y] }\n",
        "lexicon.yaml:3:34: a rule must have either 'match' or 'words'"
    )]
    [TestCase(
        "default: a\nrules: [{ label: a, match: '(x' }]\n",
        "lexicon.yaml:2:28: a pattern that is no regular expression (InsufficientClosingParentheses)"
    )]
    [TestCase(
        "default: a\nrules: [{ label: a, match: '(?=x)' }]\n",
        "lexicon.yaml:2:28: a pattern with look-around or back-references"
    )]
    [TestCase("default: a\nrules: []\n", "lexicon.yaml:2:8: a rule file without rules")]
    [TestCase(
        "default: a\nrules: [{ lable: a, words: [x] }]\n",
        "lexicon.yaml:2:11: unknown key 'lable'; expected label, match, priority, weight or words; did you mean 'label'?"
    )]
    [TestCase(
        "default: a\nrules:\n- { label: a, words: [up] }\n- { label: b, words: [Up] }\n",
        "lexicon.yaml:4:3: the entry 'Up' stands in two places, first at lexicon.yaml:3:3"
    )]
    [TestCase(
        "default: a\nrules: [{ label: a, words: ['*'] }]\n",
        "lexicon.yaml:2:9: the entry '*' holds no word; expected words, or match: for anything else"
    )]
    public async Task A_wrong_rule_file_is_a_fault_at_its_place(string rules, string expected)
    {
        var fault = await Assert.CatchAsync<DocumentException>(async () => await ConnectAsync(rules));

        Assert.That(fault!.Message.Split('\n'), Does.Contain(expected));
    }

    [Test]
    public void A_label_that_the_task_does_not_know_is_a_fault() =>
        Assert.That(
            async () => await ConnectAsync(Weighted, ["positiv", "neutral", "negative"]),
            Throws
                .TypeOf<DocumentException>()
                .With.Message.EqualTo(
                    "lexicon.yaml:4:5: the label 'positive'; expected one of positiv, neutral, negative; did you mean 'positiv'?"
                )
        );

    [Test]
    public async Task Fingerprint_follows_the_content_of_the_file()
    {
        string first = await FingerprintAsync(Weighted);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await FingerprintAsync(Weighted), Is.EqualTo(first));
            Assert.That(await FingerprintAsync(Weighted + "# edited\n"), Is.Not.EqualTo(first));
        }
    }

    [Test]
    public async Task No_text_makes_a_pattern_slow()
    {
        string text = new string('a', 100_000);
        Assert.That(
            (await AskAsync("default: no\nrules: [{ match: '(a+)+b', label: yes! }]\n", text)).Text,
            Is.EqualTo("no")
        );
    }

    private static async Task<ChatResponse> AskAsync(string rules, string text)
    {
        using var client = await ConnectAsync(rules);
        return await client.AskAsync(ModelSetup.Request(text: text));
    }

    private static ValueTask<IChatClient> ConnectAsync(string rules, ImmutableArray<string>? labels = null) =>
        Write(rules).ConnectAsync(ModelSetup.Context() with { Labels = labels ?? [] }, CancellationToken.None);

    private static ValueTask<string> FingerprintAsync(string rules) =>
        Write(rules).FingerprintAsync(ModelSetup.Context(), CancellationToken.None);

    private static Rules Write(string rules)
    {
        string path = Path.Combine(ModelSetup.NewFolder(), "lexicon.yaml");
        File.WriteAllText(path, rules);
        return new Rules(new FilePath(path, "lexicon.yaml"));
    }
}
