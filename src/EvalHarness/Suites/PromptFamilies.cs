using EvalHarness.Core;
using EvalHarness.Prompts;
using EvalHarness.Scoring;
using EvalHarness.Yaml;

namespace EvalHarness.Suites;

/// <summary>Published families of prompts: how their answers are read, and that the dataset has the fields that they show.</summary>
internal static class PromptFamilies
{
    /// <summary>The suite with the answer formats of families in the tasks that state none.</summary>
    /// <param name="spec">The suite, its prompts written out.</param>
    /// <param name="places">Where its parts stand; those of the new tasks are added.</param>
    /// <param name="catalog">The words that it may use.</param>
    public static SuiteSpec Answered(SuiteSpec spec, Places places, Catalog catalog)
    {
        if (!spec.Tasks.Any(IsOpen))
        {
            return spec;
        }

        var answered = spec with { Tasks = [.. spec.Tasks.Select(task => IsOpen(task) ? Answered(task) : task)] };
        places.Add(answered, places.Of(spec));
        return answered;

        bool IsOpen(EvalTask task) => task.Asked?.Family is not null && places.Value(task, "answer") is null;

        EvalTask Answered(EvalTask task)
        {
            var made = task with { Answer = catalog.Read<IAnswerFormat>(task.Asked!.Family!.Answer) };
            places.Add(made, places.Of(task));
            return made;
        }
    }

    /// <summary>Checks the fields that a family shows; a template of the suite's own is checked where it is written.</summary>
    /// <param name="suite">The suite.</param>
    /// <param name="task">A task.</param>
    /// <param name="fields">Fields of its dataset; null when unknown.</param>
    public static void Check(SuiteChecks suite, EvalTask task, string[]? fields)
    {
        if (task.Asked?.Family is not { } family || fields is null)
        {
            return;
        }

        var at = suite.Places.At(task, "prompt");
        foreach (string field in PromptTemplate.Parse(family.Prompt, at).Fields.Except(fields))
        {
            suite.Findings.Add(
                at,
                $"a prompt that shows {Wording.Quote(field)}, which the dataset does not have as a field",
                $"a setting that names one of {string.Join(", ", fields)}",
                Spelling.Nearest(field, fields)
            );
            suite.Unreadable.Add(task);
        }
    }
}
