using EvalHarness.Core;
using EvalHarness.Prompts;
using EvalHarness.Scoring.Judges;
using EvalHarness.Yaml;

namespace EvalHarness.Suites;

/// <summary>Prompts: that their braces are closed, and that they show fields which the dataset has.</summary>
internal static class PromptChecks
{
    private static readonly string[] Needed = [JudgePrompt.AnswerPlace, JudgePrompt.FormPlace];

    public static void Check(SuiteChecks suite)
    {
        foreach (var task in suite.Spec.Tasks)
        {
            string[]? fields = Fields(suite, task);
            Check(suite, task, "system", fields);
            if (MessageChecks.Check(suite, task))
            {
                CheckShown(suite, task, "messages", CheckMessages(suite, task, fields), fields);
            }
            else
            {
                CheckShown(suite, task, "prompt", Check(suite, task, "prompt", fields), fields);
                PromptFamilies.Check(suite, task, fields);
            }

            foreach (var judge in task.Judges)
            {
                CheckJudge(suite, judge, fields);
            }
        }

        // A model's own prompt must suit the fields of every task.
        foreach (var own in suite.Spec.Models.Select(model => model.Prompting).OfType<Prompting>())
        {
            foreach (string? key in new[] { "system", "prompt" })
            {
                foreach (var task in suite.Spec.Tasks)
                {
                    Check(suite, own, key, Fields(suite, task));
                }

                WarnOfVariants(suite, own, key);
            }
        }
    }

    /// <summary>A model with a prompt of its own is asked the same under every prompt of a task.</summary>
    private static void WarnOfVariants(SuiteChecks suite, Prompting own, string key)
    {
        if (
            suite.Places.Value(own, key) is YamlScalar { IsNull: false }
            && suite.Spec.Tasks.FirstOrDefault(task => task.Variant is { Kind: VariantKind.Prompt }) is { } variant
        )
        {
            suite.Findings.Warn(
                suite.Places.At(own, key),
                $"a {key} of its own, which takes the place of that of every prompt of task {Wording.Quote(variant.Variant!.Task)}"
            );
        }
    }

    /// <summary>A judge's own words: that they show the answer, and how the verdict is to be written.</summary>
    private static void CheckJudge(SuiteChecks suite, JudgeSpec judge, string[]? fields)
    {
        Check(suite, judge, "system", fields);
        if (
            Check(suite, judge, "prompt", fields is null ? null : [.. fields, .. JudgePrompt.Places]) is { } prompt
            && Array.Find(Needed, place => !prompt.Fields.Contains(place)) is { } missing
        )
        {
            suite.Findings.Add(
                suite.Places.At(judge, "prompt"),
                $"a judge's prompt without '{{{{{missing}}}}}'",
                string.Join(" and ", Needed.Select(place => $"{{{{{place}}}}}"))
            );
        }
    }

    /// <summary>The template of a key, checked; null when there is none.</summary>
    private static PromptTemplate? Check(SuiteChecks suite, object record, string key, string[]? fields)
    {
        if (suite.Places.Value(record, key) is not YamlScalar { IsNull: false } text)
        {
            return null;
        }

        try
        {
            int indent = text.Style == YamlStyle.Block ? text.TextAt.Column - 1 : 0;
            var template = PromptTemplate.Parse(text.Text, text.TextAt, indent);
            foreach (var fault in fields is null ? [] : template.FindUnknown(fields))
            {
                suite.Findings.Add(fault);
                suite.Unreadable.Add(record);
            }

            return template;
        }
        catch (DocumentException e)
        {
            foreach (var fault in e.Faults)
            {
                suite.Findings.Add(fault);
            }

            return null;
        }
    }

    /// <summary>The templates of all messages; the last, which asks, is given back.</summary>
    private static PromptTemplate? CheckMessages(SuiteChecks suite, EvalTask task, string[]? fields)
    {
        PromptTemplate? last = null;
        foreach (var message in task.Messages)
        {
            foreach (string key in new[] { "system", "user", "assistant" })
            {
                last = Check(suite, message, key, fields) ?? last;
            }

            if (message.History is { } field && fields?.Contains(field) == false)
            {
                suite.Findings.Add(
                    suite.Places.At(message, "history"),
                    $"{Wording.Quote(field)}, which the dataset does not have as a field",
                    $"one of {string.Join(", ", fields)}",
                    Spelling.Nearest(field, fields)
                );
                suite.Unreadable.Add(task);
            }
        }

        // What fields hold that turns stand in is shown too.
        return task.Messages.Any(message => message.History is not null) ? null : last;
    }

    private static void CheckShown(
        SuiteChecks suite,
        EvalTask task,
        string key,
        PromptTemplate? prompt,
        string[]? fields
    )
    {
        if (prompt is not null && prompt.Fields.IsEmpty && task.Images.IsEmpty)
        {
            string only = fields is [var one] ? $" Its only field is {Wording.Quote(one)}." : "";
            suite.Findings.Warn(
                suite.Places.At(task, key),
                $"a prompt without a field asks the same of every sample.{only}"
            );
        }
    }

    /// <summary>The fields that a prompt may show: those named, or all columns but targets and pictures; null when unknown.</summary>
    public static string[]? Fields(SuiteChecks suite, EvalTask task)
    {
        var dataset = task.Dataset;
        return dataset.Fields is { IsDefaultOrEmpty: false } named ? [.. named]
            : suite.Columns.TryGetValue(dataset, out string[]? columns)
                ?
                [
                    .. columns.Where(column =>
                        column != dataset.Target
                        && dataset.Targets?.Contains(column) != true
                        && !task.Images.Contains(column)
                    ),
                ]
            : null;
    }
}
