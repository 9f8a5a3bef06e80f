using EvalHarness.Core;
using EvalHarness.Models;
using EvalHarness.Models.Providers;
using EvalHarness.Scoring.Evaluators;
using EvalHarness.Scoring.Judges;
using EvalHarness.Scoring.Metrics;
using EvalHarness.Yaml;

namespace EvalHarness.Suites;

/// <summary>Judges: that their models can judge, that they see what there is, and that metrics name judges that are there.</summary>
internal static class JudgeChecks
{
    public static void Check(SuiteChecks suite)
    {
        foreach (var task in suite.Spec.Tasks)
        {
            foreach (var judge in task.Judges)
            {
                CheckModels(suite, judge);
                CheckEvidence(suite, task, judge);
                CheckCalibration(suite, judge);
                PairwiseChecks.Check(suite, judge);
            }

            CheckMetrics(suite, task);
            foreach (var metric in task.Metrics.OfType<EvaluatorMetric>())
            {
                CheckEvaluator(suite, task, metric);
            }
        }
    }

    /// <summary>Whether some judge of a suite asks a model.</summary>
    /// <param name="suite">The suite.</param>
    /// <param name="model">Name of the model.</param>
    public static bool AreAsking(SuiteChecks suite, string model) =>
        suite.Spec.Tasks.Any(task =>
            task.Judges.Any(judge => judge.Models.Contains(model))
            || task.Metrics.OfType<EvaluatorMetric>().Any(metric => metric.Judge == model)
        );

    /// <summary>The same, or a judge or metric that could not be read may do so, whose own fault is told.</summary>
    /// <param name="suite">The suite.</param>
    /// <param name="model">Name of the model.</param>
    public static bool MayBeAsking(SuiteChecks suite, string model) =>
        AreAsking(suite, model)
        || suite.Spec.Tasks.Any(task =>
            !suite.HasAllMetrics(task)
            || SuiteChecks.Names(suite.Places.Value(task, "judges")).Count() > task.Judges.Length
        );

    private static void CheckModels(SuiteChecks suite, JudgeSpec judge)
    {
        if (judge.Models.IsEmpty)
        {
            suite.Findings.Add(suite.Places.At(judge, "models"), "a judge without models", "at least one model");
        }

        foreach (var (place, name) in judge.Models.Index())
        {
            var at = suite.Places.At(judge, "models", place);
            CheckModel(suite, name, at);
            if (judge.Models.Take(place).Contains(name))
            {
                suite.Findings.Add(
                    at,
                    $"model {Wording.Quote(name)} twice",
                    "each model once; 'repeats:' asks one again"
                );
            }
        }
    }

    private static void CheckModel(SuiteChecks suite, string name, Location at)
    {
        var model = suite.Spec.Models.FirstOrDefault(one => one.Name == name);
        if (model is not { OnlyInTeams: true })
        {
            suite.CheckModel(name, at);
        }

        if (
            model?.Provider is { } provider
            && (provider is ITeam or Published || provider is { IsLocal: true, IsRecorded: false })
        )
        {
            suite.Findings.Add(
                at,
                $"model {Wording.Quote(name)} as a judge",
                "a language model that is asked by itself"
            );
        }
    }

    private static void CheckEvaluator(SuiteChecks suite, EvalTask task, EvaluatorMetric metric)
    {
        if (metric.Judge is { } model)
        {
            CheckModel(suite, model, At(suite, task, metric, "judge"));
        }
        else if (metric.AllowUncalibrated)
        {
            suite.Findings.Add(
                At(suite, task, metric, "allow_uncalibrated"),
                "'allow_uncalibrated' for an evaluator that asks no model",
                "'judge' beside it, or neither"
            );
        }
    }

    private static Location At(SuiteChecks suite, EvalTask task, EvaluatorMetric metric, string key) =>
        suite.Places.Has(metric)
            ? suite.Places.At(metric, key)
            : suite.Places.At(task, "metrics", task.Metrics.IndexOf(metric));

    private static void CheckEvidence(SuiteChecks suite, EvalTask task, JudgeSpec judge)
    {
        string[]? fields = task.Dataset.Fields is { } named
            ? [.. named]
            : suite.Columns.GetValueOrDefault(task.Dataset);
        if (judge.Kind.Evidence is { } field && fields is not null && !fields.Contains(field))
        {
            suite.Findings.Add(
                suite.Places.At(judge, "field"),
                $"{Wording.Quote(field)}, which task {Wording.Quote(task.Name)} does not have as a field",
                Wording.List(fields),
                Spelling.Nearest(field, fields)
            );
        }
    }

    /// <summary>People rate single answers by grades: nothing else can be held against that.</summary>
    private static void CheckCalibration(SuiteChecks suite, JudgeSpec judge)
    {
        if (judge is { Calibration: not null, Kind: Criteria or Pairwise })
        {
            suite.Findings.Add(
                suite.Places.At(judge, "calibration"),
                "'calibration' of a judge whose verdict is no single grade",
                "a judge of kind rubric, reference or faithful"
            );
        }
    }

    private static void CheckMetrics(SuiteChecks suite, EvalTask task)
    {
        string[] judges = [.. SuiteChecks.Names(suite.Places.Value(task, "judges"))];
        foreach (var (place, metric) in task.Metrics.Index())
        {
            if (metric is Judged judged && !judges.Contains(judged.Judge))
            {
                suite.Findings.Add(
                    suite.Places.At(task, "metrics", place),
                    $"unknown judge {Wording.Quote(judged.Judge)}",
                    judges.Length == 0 ? "a judge among the task's 'judges:'" : Wording.List(judges),
                    Spelling.Nearest(judged.Judge, judges)
                );
            }
            else if (
                metric is Judged { Question: { } asked } one
                && task.Judges.FirstOrDefault(judge => judge.Name == one.Judge) is { } read
            )
            {
                string[] questions = read.Kind is Criteria criteria ? [.. criteria.Questions.Keys] : [];
                if (!questions.Contains(asked))
                {
                    suite.Findings.Add(
                        suite.Places.At(task, "metrics", place),
                        $"unknown question {Wording.Quote(asked)} of judge {Wording.Quote(one.Judge)}",
                        questions.Length == 0 ? "a judge of kind 'criteria'" : Wording.List(questions),
                        Spelling.Nearest(asked, questions)
                    );
                }
            }
        }
    }
}
