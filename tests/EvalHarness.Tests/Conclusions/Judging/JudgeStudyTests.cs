using EvalHarness.Conclusions;
using EvalHarness.Conclusions.Judging;
using EvalHarness.Reports;
using EvalHarness.Reports.Views;
using EvalHarness.Statistics.Agreement;
using NUnit.Framework;

namespace EvalHarness.Tests.Conclusions.Judging;

/// <summary>A judge held against people, and what may turn its scores.</summary>
public sealed class JudgeStudyTests
{
    private static readonly string[] Models = ["ours", "rival"];

    private static async Task<Evaluation> JudgedAsync(params string[] also)
    {
        var setup = new JudgedSetup();
        setup.Write();
        setup.WriteLabels(also: also);
        return await setup.RunAsync();
    }

    [Test]
    public async Task Agreement_is_that_of_the_judge_and_most_people_over_the_texts_that_both_graded()
    {
        var calibration = (await JudgedAsync()).Judges.Single().Calibration!;

        long[] table = new long[4];
        foreach (string model in Models)
        {
            foreach (int i in JudgedSetup.Labelled)
            {
                // Where Anna and Ben differ, the first grade counts of the two that lie as near to their mean.
                int people = JudgedSetup.LabelOf(model, i) >= 0.5 ? 0 : 1;
                table[(people * 2) + (JudgedSetup.Shines(model, i) ? 0 : 1)]++;
            }
        }

        var agreement = calibration.Agreement!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(agreement.Confusion, Is.EqualTo(table));
            Assert.That(agreement.Kappa.Value, Is.EqualTo(CohenKappa.Of(table, 2).Kappa).Within(1e-12));
            Assert.That(agreement.Kappa.Low, Is.LessThan(agreement.Kappa.Value!.Value));
            Assert.That(agreement.Share.Value, Is.EqualTo((table[0] + table[3]) / 80.0).Within(1e-12));
            Assert.That((calibration.Labelled, calibration.Foreign, calibration.Unjudged), Is.EqualTo((80, 0, 0)));
            Assert.That(agreement.PeopleShare, Is.GreaterThan(0.8));
            Assert.That(agreement.PeopleAlpha, Is.GreaterThan(agreement.Alpha!.Value));
            Assert.That(calibration.Slices.Sum(slice => slice.Agreement.Texts), Is.EqualTo(80));
        }
    }

    [Test]
    public async Task Rows_about_texts_that_are_not_in_the_run_are_counted_and_told()
    {
        var evaluation = await JudgedAsync("s1,something else,good,", "s2,another thing,poor,");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(evaluation.Judges.Single().Calibration!.Foreign, Is.EqualTo(2));
            Assert.That(
                evaluation.Notes.Select(note => note.Text),
                Has.Some.Contain("2 rows of human.csv are about texts that this run has not")
            );
        }
    }

    [Test]
    public async Task White_space_at_the_ends_and_the_kind_of_line_breaks_make_no_other_text()
    {
        var evaluation = await JudgedAsync($"s1,\"  {JudgedSetup.AnswerOf("ours", 1)}\r\n\",good,");

        Assert.That(evaluation.Judges.Single().Calibration!.Foreign, Is.Zero);
    }

    [Test]
    public async Task The_judges_taste_for_length_is_told_apart_from_that_of_people()
    {
        var evaluation = await JudgedAsync();

        var bias = evaluation.Judges.Single().Biases.Single(bias => bias.Kind == BiasKind.LengthAgainstPeople);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(bias.Size!.Low, Is.Positive);
            Assert.That(bias.IsWarning);
            Assert.That(
                evaluation.Notes.Select(note => note.Text),
                Has.Some.Contain("an answer of twice the length gets +")
            );
        }
    }

    [Test]
    public async Task Labels_of_answers_that_were_picked_are_told()
    {
        var setup = new JudgedSetup();
        setup.Write();
        await File.WriteAllLinesAsync(
            setup.LabelsFile,
            [
                "id,answer,anna,ben",
                .. Enumerable
                    .Range(1, JudgedSetup.Samples)
                    .Where(i => JudgedSetup.IsGold("rival", i))
                    .Select(i => $"s{i},\"{JudgedSetup.AnswerOf("rival", i)}\",good,"),
            ]
        );

        var evaluation = await setup.RunAsync();

        Assert.That(
            evaluation.Notes.Select(note => note.Text),
            Has.Some.Match("it scores the answers of rival that people rated .* should be drawn by chance")
        );
    }

    [Test]
    public async Task A_model_with_too_few_ratings_is_named_with_their_number()
    {
        var setup = new JudgedSetup();
        setup.Write();
        setup.WriteLabels(["ours"]);

        var notes = (await setup.RunAsync()).Notes.Select(note => note.Text);

        Assert.That(
            notes,
            Has.Some.Contain("the score of rival is the judge's own, for people rated 0 of its answers; it takes 20")
        );
    }

    [Test]
    public async Task Disagreements_come_first_with_what_the_judge_wrote()
    {
        var texts = (await JudgedAsync()).Judges.Single().Calibration!.Disagreements;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(texts, Has.Length.InRange(10, 20));
            Assert.That(texts.Select(text => Math.Abs(text.People - text.Judge)), Is.Ordered.Descending);
            Assert.That(texts[0].Why, Is.EqualTo("It <b>shines</b>.\nVerdict: good"));
            Assert.That(texts[0].Models, Is.EqualTo(new[] { "ours" }));
        }
    }

    [Test]
    public async Task The_report_shows_raw_beside_corrected_and_escapes_what_the_judge_wrote()
    {
        var input = ReportInput.Of(await JudgedAsync());

        string page = await PageAsync(input);
        string markdown = MarkdownReport.Render(input);

        using (Assert.EnterMultipleScope())
        {
            foreach (
                string table in (string[])
                    [
                        "judges",
                        "judge-scores",
                        "judge-agreement",
                        "judge-confusion",
                        "judge-biases",
                        "judge-disagreements",
                    ]
            )
            {
                Assert.That(page, Does.Contain($"data-csv=\"{table}\""), table);
            }

            Assert.That(page, Does.Not.Contain("<b>shines"));
            Assert.That(page, Does.Contain("What people would say of the answers"));
            Assert.That(markdown, Does.Contain("Judged scores, raw and corrected by people").And.Not.Contain("shines"));
        }
    }

    private static async Task<string> PageAsync(ReportInput input)
    {
        string path = Path.Combine(EvalHarness.Tests.Models.ModelSetup.NewFolder(), "report.html");
        await HtmlReport.WriteAsync(input, path);
        return await File.ReadAllTextAsync(path);
    }
}
