using EvalHarness.Core;
using EvalHarness.Models;
using EvalHarness.Prompts;
using EvalHarness.Scoring;
using EvalHarness.Scoring.Calls;
using EvalHarness.Yaml;

namespace EvalHarness.Suites;

/// <summary>Tasks with tools: that the tools can be read, that each model is offered them, and that calls are read where they are asked.</summary>
internal static class ToolChecks
{
    public static void Check(SuiteChecks suite)
    {
        foreach (var task in suite.Spec.Tasks)
        {
            CheckMetrics(suite, task);
            CheckAnswer(suite, task);
            if (task.Tools is null)
            {
                if (task.ToolChoice is not null)
                {
                    suite.Findings.Add(
                        suite.Places.At(task, "tool_choice"),
                        "'tool_choice' without tools",
                        "'tools:' with those that may be called"
                    );
                }

                continue;
            }

            if (IsGivenOnce(suite, task, task.Tools) && CheckField(suite, task, task.Tools))
            {
                CheckChoice(suite, task);
            }

            CheckExtra(suite, task);
            foreach (var model in suite.Spec.Models)
            {
                CheckModel(suite, task, model);
            }
        }
    }

    private static void CheckMetrics(SuiteChecks suite, EvalTask task)
    {
        foreach (var (place, metric) in task.Metrics.Index())
        {
            if (metric is ICallMeasure && task.Answer is not IToolCallFormat)
            {
                suite.Findings.Add(
                    suite.Places.At(task, "metrics", place),
                    $"metric {Wording.Quote(metric.Name)} of answers that are no calls of tools",
                    "'answer: tool_calls', or another metric"
                );
            }
        }
    }

    private static void CheckAnswer(SuiteChecks suite, EvalTask task)
    {
        if (task.Answer is not IToolCallFormat format)
        {
            if (task.Tools is not null && task.ToolChoice != ToolOffer.None)
            {
                suite.Findings.Warn(
                    suite.Places.At(task, "tools"),
                    $"tools for task {Wording.Quote(task.Name)}, whose answer is read from a text: a model that calls one has not answered"
                );
            }

            return;
        }

        var at = suite.Places.At(task, "answer");
        if (task.Tools is null && !format.ReadsText)
        {
            suite.Findings.Add(at, "calls of tools where none are offered", "'tools:', or 'from: text'");
        }

        if (!task.Judges.IsEmpty)
        {
            suite.Findings.Add(
                at,
                "calls of tools for a task with judges, which read texts",
                "an answer that is written, or no 'judges'"
            );
        }

        if (task.History == History.Own)
        {
            suite.Findings.Add(
                suite.Places.At(task, "history"),
                "the model's own answers where they are calls of tools, whose results nobody knows",
                "'history: gold'"
            );
        }
    }

    private static bool IsGivenOnce(SuiteChecks suite, EvalTask task, ToolsSpec tools)
    {
        int given = (tools.Functions.IsEmpty ? 0 : 1) + (tools.File is null ? 0 : 1) + (tools.Field is null ? 0 : 1);
        if (given == 0 && suite.Places.Value(task, "tools") is YamlSequence { Items.IsEmpty: false } or YamlScalar)
        {
            // Tools with faults of their own are none here.
            return false;
        }

        if (given != 1)
        {
            suite.Findings.Add(
                suite.Places.At(task, "tools"),
                given == 0 ? "no tools" : "tools given in several ways",
                "a list of them, 'file' or 'field'"
            );
            return false;
        }

        bool areRight = true;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var tool in tools.Functions)
        {
            if (!seen.Add(tool.Name))
            {
                areRight = false;
                suite.Findings.Add(
                    suite.Places.At(tool),
                    $"a second tool {Wording.Quote(tool.Name)}",
                    "a name of its own"
                );
            }

            if (tool.Parameters is { ValueKind: not System.Text.Json.JsonValueKind.Object })
            {
                areRight = false;
                suite.Findings.Add(
                    suite.Places.At(tool, "parameters"),
                    $"parameters of tool {Wording.Quote(tool.Name)} that are no JSON Schema",
                    "'type: object' with 'properties'"
                );
            }
        }

        return areRight;
    }

    private static bool CheckField(SuiteChecks suite, EvalTask task, ToolsSpec tools)
    {
        if (tools.Field is { } field && PromptChecks.Fields(suite, task) is { } fields && !fields.Contains(field))
        {
            suite.Findings.Add(
                suite.Places.At(tools, "field"),
                $"{Wording.Quote(field)}, which the dataset does not have as a field",
                $"one of {string.Join(", ", fields)}",
                Spelling.Nearest(field, fields)
            );
            suite.Unreadable.Add(task);
            return false;
        }

        return true;
    }

    private static void CheckChoice(SuiteChecks suite, EvalTask task)
    {
        OfferedTools offered;
        try
        {
            offered = OfferedTools.Of(task)!;
        }
        catch (DocumentException e)
        {
            foreach (var fault in e.Faults)
            {
                suite.Findings.Add(suite.Places.At(task.Tools!, "file"), fault.Found, fault.Expected ?? "");
            }

            suite.Unreadable.Add(task);
            return;
        }

        string[] names = [.. offered.Tools.Select(tool => tool.Name)];
        if (
            new ToolOffer(offered.Tools, task.ToolChoice).Forced is { } forced
            && offered.Field is null
            && !names.Contains(forced)
        )
        {
            string[] words = [ToolOffer.Auto, ToolOffer.Required, ToolOffer.None, .. names];
            suite.Findings.Add(
                suite.Places.At(task, "tool_choice"),
                $"{Wording.Quote(forced)}, which is none of the tools",
                Wording.List(words),
                Spelling.Nearest(forced, words)
            );
        }
    }

    private static void CheckExtra(SuiteChecks suite, EvalTask task)
    {
        foreach (string key in new[] { "tools", "tool_choice" })
        {
            if (task.Generation.Extra?.ContainsKey(key) == true)
            {
                suite.Findings.Add(
                    suite.Places.At(task.Generation, "extra", key),
                    $"{Wording.Quote(key)} beside the task's own tools",
                    "one of the two"
                );
            }
        }
    }

    private static void CheckModel(SuiteChecks suite, EvalTask task, ModelSpec model)
    {
        // A team that reads what its members say does so without the sample, whose own tools would be needed.
        if (model.Provider is ITeam && task.Tools!.Field is not null && task.Answer is IToolCallFormat)
        {
            suite.Findings.Add(
                suite.Places.At(task, "tools"),
                $"tools of each sample's own for model {Wording.Quote(model.Name)}, which is several",
                "tools that are the same for all samples, or no team"
            );
        }

        if (AnswersByItself(model.Provider))
        {
            return;
        }

        if (model.Provider.Tools == ToolSupport.None)
        {
            suite.Findings.Add(
                suite.Places.At(task, "tools"),
                $"tools, which the provider of model {Wording.Quote(model.Name)} does not pass on",
                "models of openai, azure-openai, anthropic, ollama, openai-compatible or command; or tools that the prompt lists, and 'from: text'"
            );
        }
        else if (model.Provider.Tools == ToolSupport.Offered && task.ToolChoice is not (null or ToolOffer.Auto))
        {
            suite.Findings.Add(
                suite.Places.At(task, "tool_choice"),
                $"'tool_choice' for model {Wording.Quote(model.Name)}, whose interface has none",
                "no 'tool_choice', which leaves the choice to the model"
            );
        }
    }

    /// <summary>Rules and classifiers read no prompt, and recordings hold what was said; a team is as good as its members.</summary>
    private static bool AnswersByItself(IModelProvider provider) =>
        provider is ITeam || provider.IsRecorded || (provider.IsLocal && provider.Tools == ToolSupport.None);
}
