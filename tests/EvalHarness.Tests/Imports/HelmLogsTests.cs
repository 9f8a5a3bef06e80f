using EvalHarness.Core;
using EvalHarness.Imports;
using EvalHarness.Tests.Datasets;
using NUnit.Framework;

namespace EvalHarness.Tests.Imports;

[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class HelmLogsTests : IDisposable
{
    private const string Spec = """
        {"name":"capitals:subject=europe,method=multiple_choice_joint,model=own_small",
         "adapter_spec":{"method":"multiple_choice_joint","instructions":"Choose.\n","input_prefix":"Question: ","output_prefix":"Answer: ",
          "max_train_instances":5,"num_train_trials":2,"model":"own/small","temperature":0.0,"max_tokens":1}}
        """;

    private readonly DataFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Test]
    public async Task A_letter_is_the_option_that_it_stands_for()
    {
        var sample = (await ImportedSamples.SamplesAsync(Run(State("id1", " B"))))[0];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(sample.Task, Is.EqualTo("capitals:subject=europe,method=multiple_choice_joint"));
            Assert.That(sample.Model, Is.EqualTo("own/small"));
            Assert.That(sample.Text, Is.EqualTo(" B"));
            Assert.That(sample.Answer, Is.EqualTo("Rome"));
            Assert.That(sample.Choices, Is.EqualTo(["Milan", "Rome"]));
            Assert.That(sample.Targets, Is.EqualTo(["Rome"]));
            Assert.That(sample.LatencySeconds, Is.EqualTo(0.5));
            Assert.That(sample.FinishReason, Is.EqualTo("stop"));
        }
    }

    [Test]
    public async Task A_failed_request_has_no_score_though_its_file_says_0()
    {
        var samples = await ImportedSamples.SamplesAsync(
            Run(State("id1", " B") + "," + State("id2", "", success: "false"), Stat("id1", 1) + "," + Stat("id2", 0))
        );

        using (Assert.EnterMultipleScope())
        {
            Assert.That(samples.Select(sample => sample.Outcome), Is.EqualTo([Outcome.Answered, Outcome.Failed]));
            Assert.That(samples.Select(sample => sample.Score("exact_match")), Is.EqualTo(new double?[] { 1, null }));
            Assert.That(samples[0].Usage, Is.EqualTo(new Usage(9, 0, 1)));
            Assert.That(samples[1].Usage, Is.Null);
        }
    }

    [Test]
    public async Task Perturbed_copies_and_other_splits_are_variants_and_train_trials_are_repeats()
    {
        var samples = await ImportedSamples.SamplesAsync(
            Run(
                string.Join(
                    ',',
                    State("id1", " B"),
                    State("id1", " A", perturbation: "typos"),
                    State("id1", " A", trial: 1),
                    State("id9", " B", split: "valid")
                ),
                string.Join(
                    ',',
                    Stat("id1", 1),
                    Stat("id1", 0, perturbation: "typos"),
                    Stat("id1", 0, trial: 1),
                    Stat("id9", 1, split: "valid")
                )
            )
        );

        using (Assert.EnterMultipleScope())
        {
            Assert.That(samples.Select(sample => sample.Variant), Is.EqualTo(["", "typos", "", "valid"]));
            Assert.That(samples.Select(sample => sample.Epoch), Is.EqualTo([0, 0, 1, 0]));
            Assert.That(
                samples.Select(sample => sample.Score("exact_match")),
                Is.EqualTo(new double?[] { 1, 0, 0, 1 })
            );
        }
    }

    [Test]
    public async Task Worst_cases_of_nothing_perturbed_are_no_totals_and_counts_are_no_scores()
    {
        var log = await ImportedSamples.LogAsync(
            Run(
                State("id1", " B") + "," + State("id9", " B", split: "valid"),
                Stat("id1", 1) + "," + Stat("id9", 1, split: "valid"),
                """
                [{"name":{"name":"exact_match","split":"test"},"count":1,"sum":1,"mean":1.0},
                 {"name":{"name":"exact_match","split":"valid"},"count":1,"sum":1,"mean":1.0},
                 {"name":{"name":"exact_match","split":"test","perturbation":{"name":"robustness","computed_on":"worst"}},"count":1,"sum":0,"mean":0.0},
                 {"name":{"name":"exact_match","split":"test","perturbation":{"name":"typos","computed_on":"original"}},"count":1,"sum":1,"mean":1.0},
                 {"name":{"name":"exact_match","split":"test","perturbation":{"name":"typos","computed_on":"perturbed"}},"count":1,"sum":0,"mean":0.25},
                 {"name":{"name":"bits_per_byte","split":"test"},"count":1,"sum":2,"mean":2.0},
                 {"name":{"name":"num_instances","split":"test"},"count":1,"sum":3,"mean":3.0},
                 {"name":{"name":"num_instances","split":"valid"},"count":1,"sum":1,"mean":1.0},
                 {"name":{"name":"inference_runtime","split":"test"},"count":1,"sum":3,"mean":3.0}]
                """
            )
        );

        var evaluation = log.Evaluations[0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                evaluation.Totals.Select(total => (total.Metric, total.Variant, total.Value, total.MeanOf)),
                Is.EqualTo(
                    new (string, string, double?, string?)[]
                    {
                        ("exact_match", "", 1, "exact_match"),
                        ("exact_match", "valid", 1, "exact_match"),
                        ("exact_match", "typos", 0.25, "exact_match"),
                        ("bits_per_byte", "", 2, null),
                    }
                )
            );
            Assert.That(evaluation.Samples, Is.EqualTo(4));
            Assert.That(evaluation.Epochs, Is.EqualTo(2));
            Assert.That(evaluation.Protocol.FewShot, Is.EqualTo(5));
            Assert.That(evaluation.Status, Is.EqualTo(ImportedStatus.Finished));
        }
    }

    [Test]
    public async Task Requests_for_single_options_are_one_sample()
    {
        string Option(int place) =>
            State("id1", " x")
                .Replace(
                    "\"train_trial_index\"",
                    $"\"reference_index\":{place},\"request_mode\":\"original\",\"train_trial_index\"",
                    StringComparison.Ordinal
                );

        var samples = await ImportedSamples.SamplesAsync(
            Run(
                Option(0) + "," + Option(1),
                Stat("id1", 1)
                    .Replace(
                        "\"stats\":[",
                        """ "stats":[{"name":{"name":"predicted_index","split":"test"},"count":1,"sum":1,"mean":1},""",
                        StringComparison.Ordinal
                    )
            )
        );

        Assert.That(
            samples.Select(sample => (sample.Answer, sample.Text)),
            Is.EqualTo(new (string?, string?)[] { ("Rome", null) })
        );
    }

    [Test]
    public async Task A_run_that_was_stopped_is_unfinished_and_its_samples_are_unscored()
    {
        string run = folder.Folder(
            "run",
            ("run_spec.json", Spec),
            ("scenario_state.json", $$"""{"request_states":[{{State("id1", " B")}}]}""")
        );

        var log = await ImportedSamples.LogAsync(run);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(log.Evaluations[0].Status, Is.EqualTo(ImportedStatus.Unfinished));
            Assert.That(log.Notes, Has.Length.EqualTo(2));
            Assert.That((await log.SamplesAsync())[0].Scores, Is.Empty);
        }
    }

    [Test]
    public async Task What_is_broken_or_of_another_version_is_told_with_its_place()
    {
        string cut = folder.Folder(
            "cut",
            ("run_spec.json", Spec),
            ("scenario_state.json", "{\"request_states\":[\n" + State("id1", " B")[..40])
        );
        string old = folder.Folder("old", ("run_spec.json", """{"name":"a","scenario":{},"scenario_spec":{}}"""));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                await ImportedSamples.FaultAsync(cut),
                Does.Match(@"scenario_state\.json:2:\d+: the JSON breaks off")
            );
            Assert.That(
                await ImportedSamples.FaultAsync(old),
                Does.Contain("run_spec.json:1:1: found no 'adapter_spec' beside 'name', 'scenario', 'scenario_spec'")
            );
        }
    }

    private string Run(string states, string scores = "", string? totals = "[]") =>
        folder.Folder(
            "run",
            ("run_spec.json", Spec),
            ("scenario_state.json", $$"""{"adapter_spec":{},"request_states":[{{states}}]}"""),
            ("per_instance_stats.json", $"[{scores}]"),
            ("stats.json", totals!)
        );

    private static string State(
        string id,
        string text,
        string success = "true",
        string split = "test",
        string? perturbation = null,
        int trial = 0
    ) =>
        $$$"""
            {"instance":{"input":{"text":"Capital of Italy?"},"references":[{"output":{"text":"Milan"},"tags":[]},{"output":{"text":"Rome"},"tags":["correct"]}],"split":"{{{split}}}"{{{(
                perturbation is null ? "" : $",\"perturbation\":{{\"name\":\"{perturbation}\",\"prob\":0.1}}"
            )}}},"id":"{{{id}}}"},"train_trial_index":{{{trial}}},"output_mapping":{"A":"Milan","B":"Rome"},"request":{"prompt":"Choose. Capital of Italy?"},"result":{"success":{{{success}}},"completions":[{"text":"{{{text}}}","finish_reason":{"reason":"endoftext"}}],"request_time":0.5}}
            """.Trim();

    private static string Stat(
        string id,
        double value,
        string split = "test",
        string? perturbation = null,
        int trial = 0
    ) =>
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $$$"""
            {"instance_id":"{{{id}}}"{{{(
                perturbation is null
                    ? ""
                    : $",\"perturbation\":{{\"prob\":0.1,\"name\":\"{perturbation}\",\"computed_on\":\"perturbed\"}}"
            )}}},"train_trial_index":{{{trial}}},"stats":[{"name":{"name":"exact_match","split":"{{{split}}}"},"count":1,"sum":{{{value}}},"mean":{{{value}}}},{"name":{"name":"num_prompt_tokens","split":"{{{split}}}"},"count":1,"sum":9,"mean":9},{"name":{"name":"num_output_tokens","split":"{{{split}}}"},"count":1,"sum":1,"mean":1}]}
            """
        );
}
