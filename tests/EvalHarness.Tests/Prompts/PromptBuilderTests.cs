using CsCheck;
using EvalHarness.Core;
using EvalHarness.Prompts;
using NUnit.Framework;

namespace EvalHarness.Tests.Prompts;

[Parallelizable(ParallelScope.All)]
public sealed class PromptBuilderTests
{
    private static readonly Location At = new("suite.yaml", 3, 7);
    private static readonly PromptTemplate Question = PromptTemplate.Parse("Q: {{text}}", At);

    private static readonly Sample[] Pool =
    [
        .. Enumerable
            .Range(0, 30)
            .Select(i =>
                Samples.Of(
                    $"{i}",
                    i % 3 == 0 ? "up"
                        : i % 3 == 1 ? "down"
                        : "flat",
                    ("text", $"t{i}")
                )
            ),
    ];

    [Test]
    public async Task Examples_are_earlier_turns_by_default()
    {
        var system = PromptTemplate.Parse("You label {{text}}.", At);
        var prompt = new PromptBuilder(
            system,
            Question,
            await PoolAsync(new FewShotSpec(2, Selection: FewShotSelection.First))
        ).Render(Asked("x"));

        Assert.That(
            prompt.Turns,
            Is.EqualTo(
                new Turn[]
                {
                    new(Role.System, "You label x."),
                    new(Role.User, "Q: t0"),
                    new(Role.Assistant, "up"),
                    new(Role.User, "Q: t1"),
                    new(Role.Assistant, "down"),
                    new(Role.User, "Q: x"),
                }
            )
        );
    }

    [Test]
    public async Task Examples_can_stand_in_the_question()
    {
        var spec = new FewShotSpec(2, Selection: FewShotSelection.First, Style: FewShotStyle.Inline);

        var prompt = new PromptBuilder(null, Question, await PoolAsync(spec)).Render(Asked("x"));

        Assert.That(prompt.Turns, Is.EqualTo([new Turn(Role.User, "Q: t0\nup\n\nQ: t1\ndown\n\nQ: x")]));
    }

    [TestCase(3, 1, 1, 1)]
    [TestCase(7, 3, 2, 2)]
    public async Task A_balanced_choice_has_equal_shares_as_far_as_the_count_allows(
        int count,
        int most,
        int next,
        int least
    )
    {
        var answers = Answers(await PoolAsync(new FewShotSpec(count, Balance: "label")), "x");

        Assert.That(answers.CountBy(a => a).Select(a => a.Value).OrderDescending(), Is.EqualTo([most, next, least]));
    }

    [Test]
    public async Task No_sample_is_shown_to_itself_and_another_of_its_label_takes_its_place()
    {
        var pool = await PoolAsync(new FewShotSpec(6, Balance: "label"));

        foreach (var sample in Pool)
        {
            var turns = new PromptBuilder(null, Question, pool).Render(sample).Turns;
            Assert.That(turns.Count(t => t.Text == $"Q: {sample.Fields["text"]}"), Is.EqualTo(1));
            Assert.That(Answers(pool, sample.Fields["text"]).CountBy(a => a).Select(a => a.Value), Is.All.EqualTo(2));
        }
    }

    [Test]
    public Task The_choice_depends_on_the_seed_and_not_on_the_order_of_the_rows() =>
        Gen
            .Int.Select(Gen.Shuffle(Pool))
            .SampleAsync(
                async (seed, shuffled) =>
                {
                    var spec = new FewShotSpec(5, Seed: seed);
                    return Answers(await PoolAsync(spec), "x")
                        .SequenceEqual(Answers(await PoolAsync(spec, shuffled), "x"));
                },
                iter: 50
            );

    [Test]
    public async Task Another_seed_gives_another_choice()
    {
        var choices = new HashSet<string>();
        for (int seed = 0; seed < 10; seed++)
        {
            var prompt = new PromptBuilder(null, Question, await PoolAsync(new FewShotSpec(5, Seed: seed))).Render(
                Asked("x")
            );
            choices.Add(prompt.Hash);
        }

        Assert.That(choices, Has.Count.GreaterThan(8));
    }

    [Test]
    public async Task Too_few_examples_are_a_fault()
    {
        var error = await Assert.ThrowsAsync<DocumentException>(() => PoolAsync(new FewShotSpec(31)));

        Assert.That(
            error!.Message,
            Is.EqualTo("suite.yaml:3:7: found 30 different few-shot examples; expected at least 31, as 'count' says")
        );
    }

    [Test]
    public async Task A_column_to_balance_by_that_does_not_exist_is_a_fault()
    {
        var error = await Assert.ThrowsAsync<DocumentException>(() => PoolAsync(new FewShotSpec(2, Balance: "lable")));

        Assert.That(error!.Message, Does.EndWith("expected one of label, text; did you mean 'label'?"));
    }

    [Test]
    public void Prompts_hash_by_role_and_text()
    {
        var user = new PromptBuilder(null, Question).Render(Asked("x"));
        var again = new PromptBuilder(null, PromptTemplate.Parse("Q: {{ text }}\n", At)).Render(Asked("x"));
        var other = new PromptBuilder(PromptTemplate.Parse("s", At), Question).Render(Asked("x"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(again.Hash, Is.EqualTo(user.Hash));
            Assert.That(other.Hash, Is.Not.EqualTo(user.Hash));
            Assert.That(
                user.Hash,
                Is.EqualTo("4792961a4593399853342fff6f8e15bf"),
                "a hash that changes orphans every log"
            );
        }
    }

    private static Sample Asked(string text) => Samples.Of("asked", "", ("text", text));

    private static List<string> Answers(FewShotPool pool, string text) =>
        [
            .. new PromptBuilder(null, Question, pool)
                .Render(Asked(text))
                .Turns.Where(t => t.Role == Role.Assistant)
                .Select(t => t.Text),
        ];

    private static Task<FewShotPool> PoolAsync(FewShotSpec spec, IEnumerable<Sample>? samples = null) =>
        FewShotPool.ChooseAsync(Samples.StreamAsync(samples ?? Pool), spec, Question, "label", seed: 1, At);
}
