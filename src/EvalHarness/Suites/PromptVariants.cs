using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Yaml;

namespace EvalHarness.Suites;

/// <summary>A task of several prompts is several tasks, <c>task@prompt</c> for each: of one data set, with the same samples.</summary>
internal static class PromptVariants
{
    private static readonly string[] Wholes = ["prompt", "messages"];
    private static readonly string[] Keys = [.. Wholes, "system", "few_shot", "answer"];

    /// <summary>The names of the tasks that a task stands for, as it is written: its own where it has one prompt.</summary>
    /// <param name="task">The task, whatever stands in it.</param>
    public static IEnumerable<string> NamesOf(YamlMapping task) =>
        (task.Find("task")?.Value as YamlScalar)?.Text is not { } name ? []
        : task.Find("prompts")?.Value is YamlMapping { Entries.IsEmpty: false } prompts
            ? prompts.Entries.Select(entry => new TaskVariant(name, entry.Key).FullName())
        : [name];

    /// <summary>The suite with a task for each prompt, which stands where its task and its prompt do.</summary>
    /// <param name="spec">The suite as it was bound.</param>
    /// <param name="places">Where its parts stand; those of the new tasks are added.</param>
    /// <param name="findings">Where faults go.</param>
    public static SuiteSpec Expand(SuiteSpec spec, Places places, FaultCollector findings)
    {
        if (spec.Tasks.All(task => places.Value(task, "prompts") is null))
        {
            return spec;
        }

        var expanded = spec with { Tasks = [.. spec.Tasks.SelectMany(task => Expand(task, places, findings))] };
        places.Add(expanded, places.Of(spec));
        return expanded;
    }

    private static EvalTask[] Expand(EvalTask task, Places places, FaultCollector findings)
    {
        if (places.Value(task, "prompts") is not { } written)
        {
            return [task];
        }

        foreach (string key in Wholes.Where(key => places.Value(task, key) is not null))
        {
            findings.Add(places.At(task, key), $"'{key}' beside 'prompts', each of which is one", "one of the two");
        }

        if (task.Prompts.Count == 0)
        {
            if (written is YamlMapping or YamlScalar { IsNull: true })
            {
                findings.Add(places.At(task, "prompts"), "no prompts", "at least one, as in name: text");
            }

            return [];
        }

        return [.. task.Prompts.Select(prompt => Of(task, prompt.Key, prompt.Value, places))];
    }

    private static EvalTask Of(EvalTask task, string name, PromptVariant prompt, Places places)
    {
        var messages = prompt.Messages;
        var asked = prompt.Family is { } family ? new PromptSpec(null, family) : prompt.Prompt;
        var variant = new TaskVariant(task.Name, name);
        var made = task with
        {
            Name = variant.FullName(),
            Variant = variant,
            Prompts = ImmutableDictionary<string, PromptVariant>.Empty,
            Asked = asked,
            Prompt = messages.IsEmpty ? asked?.Template ?? "" : messages[^1].User ?? "",
            Messages = messages,
            System = messages.IsEmpty ? prompt.System ?? task.System : messages[0].System,
            FewShot = prompt.FewShot ?? task.FewShot,
            Answer = prompt.Answer ?? task.Answer,
        };
        places.Add(made, Merge(places.Of(task), WrittenOut(places.Of(prompt)), name, variant));
        return made;
    }

    /// <summary>A family alone, faulty as it may be, stands in place of all keys; written out it would stand under <c>prompt</c>.</summary>
    private static YamlMapping WrittenOut(YamlMapping written) =>
        written.Entries is [var only] && !Keys.Contains(only.Key)
            ? written with
            {
                Entries = [new YamlEntry("prompt", written.At, written)],
            }
            : written;

    /// <summary>The keys of a task as they would stand if it were written out, each where it does stand.</summary>
    private static YamlMapping Merge(YamlMapping task, YamlMapping prompt, string name, TaskVariant variant)
    {
        // Messages are the whole prompt: the system turn of the task is no part of them.
        string[] dropped = prompt.Find("messages") is null
            ? ["prompts", "task", .. Wholes]
            : ["prompts", "task", "system", .. Wholes];
        var at = ((YamlMapping)task.Find("prompts")!.Value).Find(name)!.KeyAt;
        return task with
        {
            At = at,
            Entries =
            [
                new YamlEntry("task", at, new YamlScalar(variant.FullName(), YamlStyle.Plain, at)),
                .. prompt.Entries,
                .. task.Entries.Where(entry => !dropped.Contains(entry.Key) && prompt.Find(entry.Key) is null),
            ],
        };
    }
}
