using EvalHarness.Core;
using EvalHarness.Models;
using EvalHarness.Yaml;

namespace EvalHarness.Suites;

/// <summary>Settings of generation: that each reaches the model, or is left out for it by the suite's own word.</summary>
internal static class GenerationChecks
{
    public static void Check(SuiteChecks suite)
    {
        foreach (var model in suite.Spec.Models)
        {
            CheckOmitted(suite, model);
            var told = new HashSet<GenerationSetting>();
            foreach (var task in suite.Spec.Tasks)
            {
                foreach (var unsent in model.Provider.Unsent(task.For(model).Generation))
                {
                    if (told.Add(unsent.Setting))
                    {
                        Tell(suite, model, task, unsent);
                    }
                }
            }
        }

        foreach (var judge in suite.Spec.Tasks.SelectMany(task => task.Judges))
        {
            CheckJudge(suite, judge);
        }
    }

    private static void Tell(SuiteChecks suite, ModelSpec model, EvalTask task, UnsentSetting unsent)
    {
        string key = Scalars.EnumWord(unsent.Setting);
        bool isOwn = model.Prompting?.Generation?.Given().Contains(unsent.Setting) == true;
        suite.Findings.Add(
            isOwn ? suite.Places.At(model.Prompting!.Generation!, key) : suite.Places.At(task, "generation", key),
            $"{Wording.Quote(key)} for model {Wording.Quote(model.Name)}, which would not be sent: {unsent.Reason}",
            isOwn
                ? "it left out"
                : $"it left out for this model: 'prompting: {{ omit: [{key}] }}', or another 'generation' for the task"
        );
    }

    /// <summary>What is left out and given at once is one too many.</summary>
    private static void CheckOmitted(SuiteChecks suite, ModelSpec model)
    {
        if (model.Prompting is not { Omit: { IsDefaultOrEmpty: false } omitted } own)
        {
            return;
        }

        foreach (var (place, setting) in omitted.Index())
        {
            string key = Scalars.EnumWord(setting);
            if (own.Generation?.Given().Contains(setting) == true)
            {
                suite.Findings.Add(
                    suite.Places.At(own, "omit", place),
                    $"{Wording.Quote(key)}, which this model's own 'generation' gives",
                    "one of the two"
                );
            }
            else if (suite.Spec.Tasks.All(task => !task.Generation.Given().Contains(setting)))
            {
                suite.Findings.Warn(
                    suite.Places.At(own, "omit", place),
                    $"{Wording.Quote(key)} is omitted, but no task gives it"
                );
            }
        }
    }

    private static void CheckJudge(SuiteChecks suite, JudgeSpec judge)
    {
        foreach (string name in judge.Models)
        {
            var provider = suite.Spec.Models.FirstOrDefault(model => model.Name == name)?.Provider;
            foreach (var unsent in provider?.Unsent(judge.Generation) ?? [])
            {
                string key = Scalars.EnumWord(unsent.Setting);
                suite.Findings.Add(
                    suite.Places.At(judge, "generation", key),
                    $"{Wording.Quote(key)} for judge {Wording.Quote(name)}, which would not be sent: {unsent.Reason}",
                    "a 'generation' of the judge without it"
                );
            }
        }
    }
}
