using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using EvalHarness.Conclusions;
using EvalHarness.Conclusions.Judging;
using EvalHarness.Suites;
using EvalHarness.Tests.Models;
using NUnit.Framework;

namespace EvalHarness.Tests.Conclusions.Judging;

/// <summary>
/// What a judge's own verdicts tell of it, without people: <c>ours</c> is a gpt by the name of its model and <c>rival</c> a llama; of the
/// judges one is a gpt, one a claude.
/// </summary>
public sealed partial class BiasStudyTests
{
    private const int Samples = 40;

    /// <summary>Quantile 0.975 of Student's t with 39 degrees of freedom (scipy.stats.t.ppf).</summary>
    private const double Critical = 2.022690920036762;

    /// <summary>The gpt likes whatever the other gpt says, and every fourth answer of others.</summary>
    private static bool Gpt(string model, int sample) => model == "ours" || sample % 4 == 0;

    /// <summary>The claude likes every second answer of the one and two in five of the other.</summary>
    private static bool Claude(string model, int sample) => model == "ours" ? sample % 2 == 0 : sample % 5 < 2;

    [Test]
    public async Task A_model_that_judges_itself_is_told_though_nothing_measures_how_far_it_favours_itself()
    {
        var bias = Only(await RunAsync("[ours]"), BiasKind.SelfPreference);

        Assert.That((bias.Subject, bias.Size, bias.IsWarning), Is.EqualTo(("ours judges ours", (object?)null, true)));
    }

    [Test]
    public async Task A_model_of_the_judges_family_is_told_by_its_name()
    {
        var run = await RunAsync("[gpt]");

        var bias = Only(run, BiasKind.SelfPreference);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                (bias.Subject, bias.Size, bias.IsWarning),
                Is.EqualTo(("gpt judges ours", (object?)null, true))
            );
            Assert.That(run.Notes.Select(note => note.Text), Has.Some.Contain("gpt judges ours"));
        }
    }

    [Test]
    public async Task A_judge_of_another_family_than_all_candidates_favours_none_of_its_own() =>
        Assert.That(Biases(await RunAsync("[claude]"), BiasKind.SelfPreference), Is.Empty);

    [Test]
    public async Task Beside_a_second_judge_the_size_is_how_much_more_the_one_favours_its_family_than_the_other_does()
    {
        double[] differences =
        [
            .. Enumerable
                .Range(1, Samples)
                .Select(i =>
                    (One(Gpt("ours", i)) - One(Claude("ours", i))) - (One(Gpt("rival", i)) - One(Claude("rival", i)))
                ),
        ];
        double mean = differences.Sum() / Samples;
        double error = Math.Sqrt(differences.Sum(one => (one - mean) * (one - mean)) / (Samples - 1) / Samples);

        var bias = Only(await RunAsync("[gpt, claude]"), BiasKind.SelfPreference);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(bias.Subject, Is.EqualTo("gpt judges ours, against claude"));
            Assert.That(bias.Size!.Value, Is.EqualTo(mean).Within(1e-12));
            Assert.That(bias.Size.Low, Is.EqualTo(mean - (Critical * error)).Within(1e-9));
            Assert.That(bias.Size.High, Is.EqualTo(mean + (Critical * error)).Within(1e-9));
            Assert.That(bias.IsWarning, Is.EqualTo(mean - (Critical * error) > 0));
        }
    }

    [Test]
    public async Task Two_models_of_a_judge_agree_by_kappa_over_the_texts_of_both()
    {
        // Cohen (1960), by hand: the share of agreement beyond that of the margins.
        (bool Gpt, bool Claude)[] grades =
        [
            .. from model in (string[])["ours", "rival"]
            from i in Enumerable.Range(1, Samples)
            select (Gpt(model, i), Claude(model, i)),
        ];
        double agreed = grades.Average(one => One(one.Gpt == one.Claude));
        var (gpt, claude) = (grades.Average(one => One(one.Gpt)), grades.Average(one => One(one.Claude)));
        double chance = (gpt * claude) + ((1 - gpt) * (1 - claude));

        var bias = Only(await RunAsync("[gpt, claude]"), BiasKind.OtherJudge);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(bias.Subject, Is.EqualTo("gpt, claude"));
            Assert.That(bias.Size!.Value, Is.EqualTo((agreed - chance) / (1 - chance)).Within(1e-12));
            Assert.That(bias.Size.Low, Is.LessThan(bias.Size.Value!.Value));
            Assert.That(bias.IsWarning, Is.False);
        }
    }

    [TestCase(5, true)]
    [TestCase(20, false)]
    public async Task Repeatability_is_the_share_of_pairs_of_repeats_that_are_equal(int every, bool isWarning)
    {
        // One of three verdicts differs on every n-th sample: one pair of three is equal there, and all are elsewhere.
        double expected = 1 - (2.0 / 3 / every);

        var bias = Only(await RunAsync("[gpt]", "repeats: 3,", every), BiasKind.Repeatability);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(bias.Subject, Is.EqualTo("gpt"));
            Assert.That(bias.Size!.Value, Is.EqualTo(expected).Within(1e-12));
            Assert.That(bias.IsWarning, Is.EqualTo(isWarning));
        }
    }

    [Test]
    public async Task Of_one_verdict_a_text_nothing_is_told_of_repeatability() =>
        Assert.That(Biases(await RunAsync("[gpt]"), BiasKind.Repeatability), Is.Empty);

    [TestCase("openai/gpt-4o-2024-08-06", "gpt")]
    [TestCase("GPT-4o", "gpt")]
    [TestCase("meta-llama/Llama-3.1-8B", "llama")]
    [TestCase("o3-mini", null)]
    [TestCase("7b", null)]
    [TestCase("", null)]
    public void A_family_is_the_letters_that_the_last_part_of_a_name_begins_with(string name, string? family) =>
        Assert.That(ModelFamilies.Of(name), Is.EqualTo(family));

    private static double One(bool isTrue) => isTrue ? 1 : 0;

    private static JudgeBias Only(Evaluation run, BiasKind kind) => Biases(run, kind).Single();

    private static IEnumerable<JudgeBias> Biases(Evaluation run, BiasKind kind) =>
        run.Judges.Single().Biases.Where(bias => bias.Kind == kind);

    /// <summary>Runs a suite whose answers are judged.</summary>
    /// <param name="judges">The models that judge, as a list on one line.</param>
    /// <param name="keys">Further keys of the judge.</param>
    /// <param name="every">The second time that a text of every n-th sample is judged, the verdict is the other one; 0 for never.</param>
    private static async Task<Evaluation> RunAsync(string judges, string keys = "", int every = 0)
    {
        string folder = ModelSetup.NewFolder();
        await File.WriteAllLinesAsync(
            Path.Combine(folder, "data.csv"),
            ["id,text", .. Enumerable.Range(1, Samples).Select(i => $"s{i},question {i}")]
        );
        string suite = Path.Combine(folder, "suite.yaml");
        string[] asked =
        [
            .. ((string[])["gpt", "claude"]).Where(name => judges.Contains(name, StringComparison.Ordinal)),
        ];
        const string backend = "provider: openai-compatible, endpoint: http://127.0.0.1:9, model: m";
        await File.WriteAllTextAsync(
            suite,
            $$$"""
            suite: biased
            models:
              ours: { {{{backend}}} }
              rival: { {{{backend}}} }
            {{{string.Concat(asked.Select(name => $"  {name}: {{ {backend}, only_in_teams: true }}\n"))}}}
            tasks:
              - task: words
                dataset: { file: data.csv, id: id, fields: [text] }
                prompt: "{{text}}"
                answer: text
                metrics: [{ judged: quality }]
                judges:
                  quality: { kind: rubric, models: {{{judges}}}, {{{keys}}} scores: { good: 1, poor: 0 }, guideline: "Is it good?" }
            """
        );
        var options = new EvaluationOptions
        {
            Catalog = SuiteCatalog.With(typeof(BiasStudyTests).Assembly),
            Results = Path.Combine(folder, "results"),
            Models =
            {
                ["ours"] = new ScriptedClient(Saying("ours", Gpt, 0), "gpt-4o-mini"),
                ["rival"] = new ScriptedClient(Saying("rival", Gpt, 0), "meta/llama-3"),
            },
        };
        foreach (string name in asked)
        {
            options.Models[name] =
                name == "gpt"
                    ? new ScriptedClient(Saying("", Gpt, every), "openai/gpt-4o")
                    : new ScriptedClient(Saying("", Claude, every), "claude-3");
        }

        return await Evaluation.RunAsync(suite, options);
    }

    /// <summary>Answers a question, and grades an answer by whose it is and what it is about.</summary>
    private static Func<string, string> Saying(string self, Func<string, int, bool> likes, int every)
    {
        var times = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        return text =>
        {
            if (Answer().Match(text) is not { Success: true } answer)
            {
                return $"{self} on {text.Split(' ')[^1]}.";
            }

            int sample = int.Parse(answer.Groups[2].ValueSpan, CultureInfo.InvariantCulture);
            bool isSecond = times.AddOrUpdate(text, 1, (_, count) => count + 1) == 2;
            bool isOther = every > 0 && sample % every == 0 && isSecond;
            return $"So it is.\nVerdict: {(likes(answer.Groups[1].Value, sample) != isOther ? "good" : "poor")}";
        };
    }

    [GeneratedRegex(@"\b(ours|rival) on ([0-9]+)\.")]
    private static partial Regex Answer();
}
