using EvalHarness.Models;
using EvalHarness.Prompts;
using EvalHarness.Scoring;
using EvalHarness.Yaml;

namespace EvalHarness.Suites;

/// <summary>Messages and conversations: that a prompt is written in one way, and that its turns can be asked one after another.</summary>
internal static class MessageChecks
{
    /// <summary>Checks the form of a task's prompt.</summary>
    /// <returns>Whether it is written as messages.</returns>
    public static bool Check(SuiteChecks suite, EvalTask task)
    {
        CheckHistory(suite, task);
        if (suite.Places.Value(task, "messages") is null)
        {
            if (suite.Places.Value(task, "prompt") is null)
            {
                suite.Findings.Add(
                    suite.Places.At(task),
                    $"no 'prompt' for task {Wording.Quote(task.Name)}",
                    "'prompt:' with the question, or 'messages:'"
                );
            }

            return false;
        }

        foreach (string key in new[] { "prompt", "system" })
        {
            if (suite.Places.Value(task, key) is not null)
            {
                suite.Findings.Add(
                    suite.Places.At(task, key),
                    $"'{key}' beside 'messages', which are the whole prompt",
                    "one of the two"
                );
            }
        }

        foreach (var message in task.Messages.Where(message => message.Given != 1))
        {
            suite.Findings.Add(
                suite.Places.At(message),
                message.Given == 0 ? "a message without a turn" : "a message of several turns",
                "one of system, user, assistant and history"
            );
        }

        if (task.Messages is not [.., { User: not null }] && task.Messages.All(message => message.Given == 1))
        {
            suite.Findings.Add(
                suite.Places.At(task, "messages", Math.Max(0, task.Messages.Length - 1)),
                "messages that end with no question",
                "'user:' as the last of them"
            );
        }

        return true;
    }

    private static void CheckHistory(SuiteChecks suite, EvalTask task)
    {
        if (suite.Places.Value(task, "history") is null)
        {
            return;
        }

        var at = suite.Places.At(task, "history");
        if (task.Dataset.Conversation is null)
        {
            suite.Findings.Add(
                at,
                "'history' of a dataset without conversations",
                "'conversation:' with the column that names them, in 'dataset'"
            );
            return;
        }

        if (task.History != History.Own)
        {
            return;
        }

        if (task.Dataset.Sample is not null)
        {
            suite.Findings.Add(
                at,
                "the model's own answers to turns of which some are drawn",
                "'limit', or no 'sample'"
            );
        }

        if (task.Answer is ILikelihoodFormat)
        {
            suite.Findings.Add(
                at,
                "the model's own answers where likelihoods are asked and none is given",
                "'history: gold'"
            );
        }

        foreach (var model in suite.Spec.Models.Where(model => model.IsBatch || model.Provider is ITeam))
        {
            suite.Findings.Add(
                at,
                model.IsBatch
                    ? $"the model's own answers, of which model {Wording.Quote(model.Name)} gives all at once, by the batch"
                    : $"the model's own answers, where model {Wording.Quote(model.Name)} is several",
                "'history: gold', or models that are asked one by one"
            );
        }
    }
}
