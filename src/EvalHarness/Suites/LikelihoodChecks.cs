using EvalHarness.Models;
using EvalHarness.Scoring;
using EvalHarness.Yaml;

namespace EvalHarness.Suites;

/// <summary>Tasks that ask how likely options are: that each model can tell, as much of it as is asked.</summary>
internal static class LikelihoodChecks
{
    public static void Check(SuiteChecks suite)
    {
        foreach (var task in suite.Spec.Tasks)
        {
            if (task.Answer is not ILikelihoodFormat format)
            {
                continue;
            }

            foreach (var model in suite.Spec.Models.Where(model => !AnswersByItself(model.Provider)))
            {
                CheckModel(suite, task, format, model);
            }

            if (task.HasJudges)
            {
                suite.Findings.Add(
                    suite.Places.At(task, "answer"),
                    "likelihoods for a task with judges: there is no answer that they could read",
                    "an answer that is written, or no 'judges'"
                );
            }
        }
    }

    private static void CheckModel(SuiteChecks suite, EvalTask task, ILikelihoodFormat format, ModelSpec model)
    {
        var at = suite.Places.At(task, "answer");
        if (model.Provider.Likelihood == LikelihoodSupport.None)
        {
            suite.Findings.Add(
                at,
                $"likelihoods, of which the provider of model {Wording.Quote(model.Name)} tells nothing",
                "models of openai-compatible, openai or llama, or an answer that is written"
            );
        }
        else if (format.NeedsWhole && model.Provider.Likelihood == LikelihoodSupport.FirstToken)
        {
            suite.Findings.Add(
                at,
                $"likelihoods of whole options, where model {Wording.Quote(model.Name)} tells that of the first token",
                "'normalise: none', or a server that repeats prompts with 'likelihood: completions'"
            );
        }
        else if (model.IsBatch)
        {
            suite.Findings.Add(
                suite.Places.At(model, "batch"),
                $"'batch' for model {Wording.Quote(model.Name)}, of which task {Wording.Quote(task.Name)} asks likelihoods",
                "a model without 'batch'"
            );
        }
    }

    /// <summary>Rules and classifiers give a label of their own, and recordings what they hold; a team is as good as its members.</summary>
    private static bool AnswersByItself(IModelProvider provider) =>
        provider is ITeam || provider.IsRecorded || (provider.IsLocal && provider.Likelihood == LikelihoodSupport.None);
}
