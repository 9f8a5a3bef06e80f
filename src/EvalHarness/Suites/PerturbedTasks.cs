using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Datasets;
using EvalHarness.Prompts;
using EvalHarness.Scoring.Answers;
using EvalHarness.Yaml;

namespace EvalHarness.Suites;

/// <summary>A task whose samples are perturbed is several tasks: itself, and <c>task@change</c> for each change, with the same ids.</summary>
internal static class PerturbedTasks
{
    private const string Key = "perturb";

    /// <summary>The suite with a copy of a task for each change.</summary>
    /// <param name="spec">The suite as it was bound.</param>
    /// <param name="places">Where its parts stand; those of the copies are added.</param>
    /// <param name="findings">Where faults go.</param>
    public static SuiteSpec Expand(SuiteSpec spec, Places places, FaultCollector findings)
    {
        if (spec.Tasks.All(task => task.Perturb.IsEmpty))
        {
            return spec;
        }

        var expanded = spec with { Tasks = [.. spec.Tasks.SelectMany(task => Expand(task, places, findings))] };
        places.Add(expanded, places.Of(spec));
        return expanded;
    }

    private static IEnumerable<EvalTask> Expand(EvalTask task, Places places, FaultCollector findings)
    {
        yield return task;
        if (task.Perturb.IsEmpty || Hinders(task, places, findings))
        {
            yield break;
        }

        var fields = Shown(task);
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (at, change) in task.Perturb.Index())
        {
            var place = places.At(task, Key, at);
            if (names.Add(change.Name))
            {
                yield return Copy(task, change, fields, place, places);
            }
            else
            {
                findings.Add(place, $"the change {Wording.Quote(change.Name)} twice", "each once");
            }
        }
    }

    private static bool Hinders(EvalTask task, Places places, FaultCollector findings)
    {
        string? why =
            task.Answer is EntitiesAnswer ? "entities, which are found by the words that it changes"
            : task.History == History.Own ? "'history: own', whose turns follow from answers"
            : null;
        if (why is not null)
        {
            findings.Add(places.At(task, Key), $"'{Key}' of a task with {why}", $"no '{Key}'");
        }

        return why is not null;
    }

    private static EvalTask Copy(
        EvalTask task,
        IPerturbation change,
        ImmutableArray<string> fields,
        Location at,
        Places places
    )
    {
        var variant = new TaskVariant(task.Name, change.Name, VariantKind.Perturbation);
        var dataset = task.Dataset with { Perturbed = new PerturbedRows(change, fields, at) };
        var copy = task with { Name = variant.FullName(), Variant = variant, Perturb = [], Dataset = dataset };
        var written = places.Of(task);
        places.Add(dataset, places.Of(task.Dataset));
        places.Add(
            copy,
            written with
            {
                Entries =
                [
                    new YamlEntry("task", at, new YamlScalar(variant.FullName(), YamlStyle.Plain, at)),
                    .. written.Entries.Where(entry => entry.Key is not ("task" or Key)),
                ],
            }
        );
        return copy;
    }

    /// <summary>The fields that the question shows; none where its template is wrong, which is told elsewhere.</summary>
    private static ImmutableArray<string> Shown(EvalTask task)
    {
        try
        {
            var asked = PromptTemplate.Parse(task.Prompt, task.Declared);
            var before = task.Between.Where(message => message.Text is not null);
            return
            [
                .. before
                    .SelectMany(message => PromptTemplate.Parse(message.Text!, task.Declared).Fields)
                    .Concat(asked.Fields)
                    .Distinct(StringComparer.Ordinal),
            ];
        }
        catch (DocumentException)
        {
            return [];
        }
    }
}
