using EvalHarness.Conclusions.Preferences;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Scoring.Judges;
using EvalHarness.Tests.Logs;
using NUnit.Framework;

namespace EvalHarness.Tests.Conclusions;

public sealed class PreferenceTallyTests
{
    private const string Task = "intent";
    private static readonly string[] Models = ["a", "b", "c"];

    /// <summary>Score of the first answer where it stands first and where it stands second; null for no verdict.</summary>
    private readonly Dictionary<(string Sample, string First, string Second), double> said = [];
    private readonly List<(string Sample, string? Cluster, string?[] Texts)> samples = [];

    [Test]
    public void Win_rates_are_those_of_a_small_table_done_by_hand()
    {
        Add("s1", "x", "yy", "yy");
        Says("s1", "x", "yy", first: 0, second: 0);
        Add("s2", "x", "yy", "zzz");
        Says("s2", "x", "yy", first: 1, second: 0);
        Says("s2", "x", "zzz", first: 0.5, second: 1);
        Says("s2", "yy", "zzz", first: 1, second: 1);

        var of = Summary(Pairwise.All);

        using (Assert.EnterMultipleScope())
        {
            // a: s1 loses both; s2 turns with the order against b (0.5) and 0.75 against c.
            Assert.That(of.Models[0].Raw.Value, Is.EqualTo((0 + 0.625) / 2).Within(1e-12));
            // b: s1 beats a and ties with c unasked; s2 0.5 against a, 1 against c.
            Assert.That(of.Models[1].Raw.Value, Is.EqualTo((0.75 + 0.75) / 2).Within(1e-12));
            Assert.That(of.Models[2].Raw.Value, Is.EqualTo((0.75 + 0.125) / 2).Within(1e-12));
            Assert.That(of.Pairs.Select(pair => pair.Raw.Value), Is.EqualTo(new[] { 0.25, 0.375, 0.75 }).Within(1e-12));
            Assert.That(of.Counts, Is.EqualTo(new PairCounts(Compared: 6, Equal: 1, Unjudged: 0, Absent: 0)));
            Assert.That((of.Position.BothOrders, of.Position.Turned, of.Position.Wavering), Is.EqualTo((4, 1, 1)));
            // First places got 0 and 1, 1 and 1, 0.5 and 0, 1 and 0.
            Assert.That(of.Position.FirstWins.Value, Is.EqualTo(4.5 / 8).Within(1e-12));
            // The longer: yy 1, yy 0.5, zzz 0.25, zzz 0.
            Assert.That(of.LongerWins.Value, Is.EqualTo(1.75 / 4).Within(1e-12));
            Assert.That(of.Models.Select(model => model.Length), Is.EqualTo(new double?[] { 1, 2, 2.5 }));
        }
    }

    [Test]
    public void A_pair_with_a_verdict_in_one_order_has_no_score_and_moves_no_rate()
    {
        Add("s1", "x", "yy", null);
        Says("s1", "x", "yy", first: 1, second: null);

        var of = Summary("b");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(of.Models.Select(model => model.Model), Is.EqualTo(new[] { "a", "c" }));
            Assert.That(of.Models.Select(model => model.Raw.Value), Is.All.Null);
            Assert.That(of.Counts, Is.EqualTo(new PairCounts(Compared: 0, Equal: 0, Unjudged: 1, Absent: 1)));
            Assert.That(of.Position.BothOrders, Is.Zero);
            Assert.That(of.Strengths, Is.Null);
        }
    }

    [Test]
    public void Who_gave_no_answer_is_nobodys_opponent()
    {
        Add("s1", "x", "yy", null);
        Says("s1", "x", "yy", first: 1, second: 1);

        var of = Summary(Pairwise.All);

        Assert.That(of.Models.Select(model => model.Raw.Value), Is.EqualTo(new double?[] { 1, 0, null }));
    }

    [Test]
    public void Where_an_opponent_lacks_a_verdict_the_answer_has_no_score_and_the_others_keep_theirs()
    {
        Add("s1", "x", "yy", "zzz");
        Says("s1", "x", "yy", first: 1, second: 1);
        Says("s1", "yy", "zzz", first: 1, second: 1);

        var of = Summary(Pairwise.All);

        Assert.That(of.Models.Select(model => model.Raw.Value), Is.EqualTo(new double?[] { null, 0.5, null }));
    }

    [Test]
    public void Each_repeat_is_compared_with_the_same_repeat_and_its_verdicts_are_watched_once()
    {
        samples.Add(("s1", null, ["x", "x", "yy", "x", "zzz", "zzz"]));
        Says("s1", "x", "yy", first: 1, second: 1);
        Says("s1", "zzz", "yy", first: 0, second: 0);

        var of = Summary("b");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(of.Models[0].Raw.Value, Is.EqualTo(0.75), "it wins once, and ties with itself");
            Assert.That(of.Models[1].Raw.Value, Is.Zero, "x against zzz was not judged");
            Assert.That(of.Counts, Is.EqualTo(new PairCounts(Compared: 3, Equal: 1, Unjudged: 1, Absent: 0)));
            Assert.That(of.Position.BothOrders, Is.EqualTo(2));
        }
    }

    [Test]
    public void Strengths_are_those_of_all_games()
    {
        for (int i = 0; i < 40; i++)
        {
            string sample = $"s{i}";
            Add(sample, "x", "yy", "zzz");
            // a beats b three times in four, b beats c in the same share, a beats c nine times in ten.
            Says(sample, "x", "yy", i % 4 == 0 ? 0 : 1, i % 4 == 0 ? 0 : 1);
            Says(sample, "yy", "zzz", i % 4 == 1 ? 0 : 1, i % 4 == 1 ? 0 : 1);
            Says(sample, "x", "zzz", i % 10 == 0 ? 0 : 1, i % 10 == 0 ? 0 : 1);
        }

        var strengths = Summary(Pairwise.All).Strengths!;

        using (Assert.EnterMultipleScope())
        {
            // Odds of 3 a step and 9 over both: the strengths fit all pairs exactly.
            double step = 400 * Math.Log10(3);
            Assert.That(
                strengths.Strengths.EloScale(),
                Is.EqualTo(new[] { 1500 + step, 1500, 1500 - step }).Within(1e-6)
            );
            Assert.That(strengths.Clusters, Is.EqualTo(40));
            Assert.That(strengths.Ranks[0].Best, Is.EqualTo(1));
            Assert.That(strengths.Ranks[2].Worst, Is.EqualTo(3));
        }
    }

    [Test]
    public void Samples_of_one_cluster_are_one_independent_unit()
    {
        for (int i = 0; i < 12; i++)
        {
            Add($"s{i}", "x", "yy", "zzz", cluster: i < 6 ? "one" : "two");
            Says($"s{i}", "x", "yy", i % 3 == 0 ? 0 : 1, 1);
        }

        Assert.That(Summary("b").Models[0].Raw.Clusters, Is.EqualTo(2));
    }

    private void Add(string sample, string? a, string? b, string? c, string? cluster = null) =>
        samples.Add((sample, cluster, [a, b, c]));

    private void Says(string sample, string one, string other, double? first, double? second)
    {
        if (first is { } before)
        {
            said[(sample, one, other)] = before;
        }

        if (second is { } after)
        {
            said[(sample, other, one)] = 1 - after;
        }
    }

    private PreferenceSummary Summary(string against)
    {
        var verdicts = new PairVerdicts();
        foreach (var ((sample, first, second), score) in said)
        {
            verdicts.Add(
                new Response($"{sample}{first}{second}", Task, sample, "judge", 0, "", Outcome.Answered)
                {
                    Judging = new EvalHarness.Core.Judging("better", JudgePrompt.HashOf(first), "v")
                    {
                        Against = JudgePrompt.HashOf(second),
                    },
                },
                score
            );
        }

        var tally = new PreferenceTally(
            new JudgeHeader("better", "", ["judge"], 1, "v"),
            new Pairwise(against),
            [.. Models]
        );
        foreach (var (sample, cluster, texts) in samples)
        {
            var of = LogSetup.Sample(sample, "target") with { Cluster = cluster };
            tally.Add(new JudgedTexts(Task, of, texts), verdicts);
        }

        return PreferenceReader.Of(tally, 0.95, 1);
    }
}
