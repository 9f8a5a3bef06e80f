using EvalHarness.Comparisons.Gates;
using EvalHarness.Conclusions;
using EvalHarness.Core;
using EvalHarness.Reports.Records;
using EvalHarness.Runs;
using NUnit.Framework;

namespace EvalHarness.Tests.Conclusions;

public sealed class EvaluationTests
{
    [Test]
    public async Task Opening_a_run_says_what_running_it_said()
    {
        var setup = new EvaluationSetup();
        setup.Write(sections: EvaluationSetup.Gates + EvaluationSetup.Decision(0.1));

        var ran = await setup.RunAsync();
        var opened = await setup.OpenAsync(ran);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ran.Gates.Single().Verdict, Is.EqualTo(GateVerdict.Pass));
            Assert.That(ran.Decision!.Result.Spec.Id, Is.EqualTo("change"));
            Assert.That(ResultJson.Of(opened), Is.EqualTo(ResultJson.Of(ran)));
            Assert.That((ran.Asked is null, opened.Asked is null), Is.EqualTo((false, true)));
        }
    }

    [Test]
    public async Task A_suite_without_gates_and_decision_has_none_and_says_so_in_no_note()
    {
        var evaluation = await new EvaluationSetup().RunAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(evaluation.Gates, Is.Empty);
            Assert.That(evaluation.Decision, Is.Null);
            Assert.That(evaluation.Notes.Where(note => note.Kind != NoteKind.Comparison), Is.Empty);
        }
    }

    [Test]
    public async Task Failed_requests_are_told_in_notes_with_their_reason_and_one_sample()
    {
        var setup = new EvaluationSetup();
        setup.Write();
        var broken = new ScriptedClient(text =>
            text.EndsWith(" 7", StringComparison.Ordinal) ? throw new InvalidOperationException("secret") : "good"
        );
        setup.Options.Models["ours"] = broken;

        var evaluation = await setup.RunAsync();

        var notes = evaluation.Notes.Where(note => note.Kind == NoteKind.Failure).Select(note => note.Text);
        Assert.That(
            notes,
            Is.EqualTo(new[] { "ours: 1 request failed: model 'ours': InvalidOperationException (sample s7)" })
        );
    }

    [Test]
    public async Task A_decision_that_cannot_be_answered_is_a_note_with_its_place_and_costs_no_report()
    {
        var setup = new EvaluationSetup();
        setup.Write(sections: EvaluationSetup.Decision(0.1, run: "no-such-run"));

        var evaluation = await setup.RunAsync();
        string page = await evaluation.WriteReportAsync();

        var note = evaluation.Notes.First(note => note.Kind == NoteKind.DecisionFault);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(evaluation.Decision, Is.Null);
            Assert.That(
                note.Text,
                Does.Match(@"suite\.yaml:\d+:\d+: no run 'no-such-run'; expected a run to measure it$")
            );
            Assert.That(page, Is.EqualTo(Path.Combine(evaluation.Folder.Path, "report.html")));
            Assert.That(page, Does.Exist);
        }
    }

    [Test]
    public async Task A_decision_changed_after_the_run_that_is_reused_is_answered_as_it_stands_and_found_out()
    {
        var setup = new EvaluationSetup();
        setup.Write(sections: EvaluationSetup.Decision(0.1));
        var first = await setup.RunAsync();
        setup.Write(sections: EvaluationSetup.Decision(5));

        var reused = await setup.RunAsync(setup.Options with { Mode = RunMode.Live });

        static bool IsLate(EvaluationNote note) =>
            note.Kind == NoteKind.DecisionFinding && note.Text.EndsWith("[tuned-after]", StringComparison.Ordinal);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(reused.Folder, Is.EqualTo(first.Folder));
            Assert.That(first.Notes.Where(IsLate), Is.Empty);
            Assert.That(reused.Notes.Where(IsLate), Has.Exactly(1).Items);
            Assert.That(
                reused.Decision!.Inputs.Single(input => input.Name == "value.per_error").Mean,
                Is.EqualTo(5).Within(1e-12)
            );
        }
    }

    [Test]
    public async Task Another_answer_to_the_decision_leaves_the_rest_as_it_is()
    {
        var setup = new EvaluationSetup();
        setup.Write(sections: EvaluationSetup.Gates + EvaluationSetup.Decision(0.1));
        var evaluation = await setup.RunAsync();
        var account = evaluation.Decision! with { WhatIfs = [] };

        var other = evaluation.With(account);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(other.Decision, Is.SameAs(account));
            Assert.That(
                other.Gates.Select(gate => gate.Verdict),
                Is.EqualTo(evaluation.Gates.Select(gate => gate.Verdict))
            );
            Assert.That(other.Scores, Is.SameAs(evaluation.Scores));
        }
    }

    [Test]
    public async Task Gates_are_decided_against_the_baseline_that_was_saved()
    {
        var setup = new EvaluationSetup();
        setup.Write(sections: "gates: [{ model: ours, metric: tone/accuracy, not_worse_than: baseline }]");
        var first = await setup.RunAsync();

        var folder = await first.SaveBaselineAsync();
        var second = await setup.OpenAsync(first);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((first.Baseline, first.Gates.Single().Verdict), Is.EqualTo(((object?)null, GateVerdict.Error)));
            Assert.That(folder.HeaderFile, Does.Exist);
            Assert.That(
                (second.Baseline!.Header.Id, second.Gates.Single().Verdict),
                Is.EqualTo((first.Folder.Id, GateVerdict.Pass))
            );
        }
    }

    [Test]
    public async Task Scores_alone_have_no_gates_and_no_decision()
    {
        var setup = new EvaluationSetup();
        setup.Write(sections: EvaluationSetup.Gates + EvaluationSetup.Decision(0.1, run: "no-such-run"));
        var whole = await setup.RunAsync();

        var brief = await Evaluation.OpenAsync(whole.Folder.Path, setup.Options with { ScoresOnly = true });

        using (Assert.EnterMultipleScope())
        {
            Assert.That((whole.Gates.Length, brief.Gates.Length, brief.Decision), Is.EqualTo((1, 0, (object?)null)));
            Assert.That(brief.Notes.Where(note => note.Kind != NoteKind.Comparison), Is.Empty);
            Assert.That(brief.Comparison.Tasks[0].Headline.Leaderboard[0].Model, Is.EqualTo("ours"));
        }
    }

    [Test]
    public async Task A_plan_is_told_before_the_first_request()
    {
        var setup = new EvaluationSetup();
        long planned = 0;
        int askedBefore = -1;

        await setup.RunAsync(
            setup.Options with
            {
                Planned = plan => (planned, askedBefore) = (plan.Requests, setup.Client.Asked.Count),
            }
        );

        Assert.That((planned, askedBefore), Is.EqualTo((2L * EvaluationSetup.Samples, 0)));
    }

    [Test]
    public async Task A_run_of_more_looks_than_it_takes_stops_when_all_is_decided()
    {
        var setup = new EvaluationSetup();

        var evaluation = await setup.RunAsync(setup.Options with { Looks = 3 });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(evaluation.Scores.Header.Stop!.Looks, Is.EqualTo(3));
            Assert.That(evaluation.Comparison.Monitored, Has.Length.EqualTo(1));
        }
    }

    [Test]
    public void An_id_that_is_no_run_is_a_fault() =>
        Assert.That(
            async () => await Evaluation.OpenAsync("no-such-run", new EvaluationSetup().Options),
            Throws.InstanceOf<DocumentException>().With.Message.Contains("no run here")
        );
}
