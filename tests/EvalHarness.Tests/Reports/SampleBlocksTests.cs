using NUnit.Framework;

namespace EvalHarness.Tests.Reports;

public sealed class SampleBlocksTests
{
    [Test]
    public async Task The_index_holds_every_sample_and_every_cell()
    {
        var scores = InventedRun.Of(Recipes.All["headlines"]).Scores.Tasks[0];
        var core = new PageData(await Pages.TextAsync("headlines")).Read("t0-core");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(core["ids"]!.AsArray().Select(id => (string?)id), Is.EqualTo(scores.Samples.Select(s => s.Id)));
            Assert.That(
                (string?)core["outcomes"]![3],
                Is.EqualTo(string.Concat(scores.Cells[3].Outcomes.Select(o => (int)o)))
            );
            Assert.That(
                core["marks"]![0]!.AsArray().Select(mark => (int)mark!),
                Is.EqualTo(scores.Samples.Select((s, i) => scores.Cells[0].Answers[i] == s.Targets[0] ? 100 : 0))
            );
        }
    }

    [Test]
    public async Task The_texts_of_a_sample_are_its_fields_its_prompts_once_each_and_every_models_answer()
    {
        var page = new PageData(await Pages.TextAsync("headlines"));
        var block = page.Read("t0-x0");
        var sample = block["samples"]![1]!;
        string?[] turns = block["turns"]!.AsArray().Select(turn => (string?)turn).ToArray();
        var prompts = sample["p"]!.AsArray().Select(prompt => prompt!.AsArray()).ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)sample["f"]!["company"], Does.StartWith("Brackenhall"));
            Assert.That(prompts, Has.Length.EqualTo(2), "zero-shot and 4-shot");
            Assert.That(prompts[0][0]!.AsArray().Select(m => (int)m!), Is.EqualTo(new[] { 0, 1, 2, 4, 5 }));
            Assert.That(turns[(int)prompts[1][1]! / 3], Is.EqualTo("You label finance headlines."));
            Assert.That(sample["a"]!.AsArray(), Has.Count.EqualTo(6));
            Assert.That((string?)sample["a"]![0]![0], Does.StartWith("The news is "));
        }
    }

    [Test]
    public async Task An_answer_that_is_its_own_parse_is_not_written_twice()
    {
        var page = new PageData(await Pages.TextAsync("headlines"));
        var said = page.Read("t0-x0")["samples"]![0]!["a"]![0]![0]!;
        var answers = page.Read("t0-header")["answers"]!.AsArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((int)said, Is.EqualTo(1));
            Assert.That(
                answers.Select(answer => (string?)answer),
                Is.SubsetOf(new[] { "positive", "neutral", "negative" })
            );
        }
    }

    [Test]
    public async Task A_failed_request_keeps_its_reason()
    {
        var scores = InventedRun.Of(Recipes.All["failures"]).Scores.Tasks[0];
        int failed = Array.IndexOf(scores.Cells[1].Outcomes, EvalHarness.Core.Outcome.Failed);
        var page = new PageData(await Pages.TextAsync("failures"));
        var core = page.Read("t0-core");
        var sample = page.Read($"t0-x{(int)core["chunk"]![failed]!}")["samples"]![(int)core["place"]![failed]!]!;
        Assert.That((string?)sample["a"]![1]![0]!["e"], Is.EqualTo("general-4shot: 503 after 5 attempts"));
    }
}
