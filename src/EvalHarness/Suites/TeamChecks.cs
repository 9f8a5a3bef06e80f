using EvalHarness.Core;
using EvalHarness.Models;
using EvalHarness.Models.Providers;
using EvalHarness.Yaml;

namespace EvalHarness.Suites;

/// <summary>Cascades and routers: that whom they ask is there and can tell them what they go by.</summary>
internal static class TeamChecks
{
    public static void Check(SuiteChecks suite)
    {
        foreach (var model in suite.Spec.Models)
        {
            if (model.Provider is ITeam team)
            {
                CheckMembers(suite, model, team);
                CheckConfidence(suite, model);
                CheckRoutes(suite, model);
            }

            CheckAlone(suite, model);
        }
    }

    /// <summary>The members must be there, must be able to answer, and must not answer through the team in turn.</summary>
    private static void CheckMembers(SuiteChecks suite, ModelSpec model, ITeam team)
    {
        foreach (string member in team.Members)
        {
            var at = MemberAt(suite, model, member);
            if (Find(suite, member) is not { OnlyInTeams: true })
            {
                suite.CheckModel(member, at);
            }

            if (Find(suite, member)?.Provider is Published)
            {
                suite.Findings.Add(
                    at,
                    $"the published model {Wording.Quote(member)} to be asked",
                    "a model that answers"
                );
            }
        }

        if (team is Cascade { First: var first, Then: var then } && first == then)
        {
            suite.Findings.Add(
                suite.Places.At(model, "then"),
                $"model {Wording.Quote(then)} after itself",
                "another model to go on to"
            );
        }

        if (Reaches(suite, team, model.Name, []))
        {
            suite.Findings.Add(
                suite.Places.At(model, "provider"),
                $"model {Wording.Quote(model.Name)} answers through itself",
                "models that do not lead back to it"
            );
        }
    }

    /// <summary>A model over the network tells no probability that it was not asked for, and then is never sure.</summary>
    private static void CheckConfidence(SuiteChecks suite, ModelSpec model)
    {
        var (name, key) = model.Provider switch
        {
            Cascade cascade => (cascade.First, "first"),
            Router { Confidence: { } confidence } => (confidence, "confidence"),
            _ => (null, ""),
        };
        if (name is null || Find(suite, name) is not { Provider: OpenAICompatible } asked)
        {
            return;
        }

        foreach (var task in suite.Spec.Tasks.Where(task => task.For(asked).Generation.Logprobs is null))
        {
            suite.Findings.Warn(
                suite.Places.At(model, key),
                $"model {Wording.Quote(name)} is not asked for probabilities in task {Wording.Quote(task.Name)}, so it is never sure there; generation: {{ logprobs: 1 }} asks for them"
            );
        }
    }

    private static void CheckRoutes(SuiteChecks suite, ModelSpec model)
    {
        if (model.Provider is not Router router)
        {
            return;
        }

        if (router.Slice is { } slice)
        {
            foreach (var task in suite.Spec.Tasks)
            {
                CheckSlice(suite, model, slice, task);
            }
        }
        else if (router.Confidence is not null)
        {
            CheckKeys(suite, model, ["sure", "unsure"]);
        }
        else if (router.ByTask)
        {
            CheckKeys(suite, model, [.. suite.Spec.Tasks.Select(task => task.Name)]);
        }
        else if (suite.Spec.Tasks.All(task => !task.Answer.Labels.IsDefaultOrEmpty))
        {
            CheckKeys(suite, model, [.. suite.Spec.Tasks.SelectMany(task => task.Answer.Labels).Distinct()]);
        }
    }

    private static void CheckSlice(SuiteChecks suite, ModelSpec model, string slice, EvalTask task)
    {
        var read = task.Dataset.Fields ?? [.. suite.Columns.GetValueOrDefault(task.Dataset) ?? [slice]];
        string[] known = [.. read, .. task.Dataset.Slices ?? []];
        if (!known.Contains(slice))
        {
            suite.Findings.Add(
                suite.Places.At(model, "slice"),
                $"{Wording.Quote(slice)}, which is neither a field nor a slice of task {Wording.Quote(task.Name)}",
                Wording.List([.. known.Distinct()]),
                Spelling.Nearest(slice, known)
            );
        }
    }

    private static void CheckKeys(SuiteChecks suite, ModelSpec model, string[] known)
    {
        foreach (var route in (suite.Places.Value(model, "to") as YamlMapping)?.Entries ?? [])
        {
            if (!known.Contains(route.Key))
            {
                suite.Findings.Add(
                    route.KeyAt,
                    $"{Wording.Quote(route.Key)} to route by",
                    Wording.List(known),
                    Spelling.Nearest(route.Key, known)
                );
            }
        }
    }

    private static void CheckAlone(SuiteChecks suite, ModelSpec model)
    {
        bool isAsked = suite.Spec.Models.Any(other =>
            other.Provider is ITeam team && team.Members.Contains(model.Name)
        );
        if (model.OnlyInTeams && !isAsked && !JudgeChecks.MayBeAsking(suite, model.Name))
        {
            suite.Findings.Add(
                suite.Places.At(model, "only_in_teams"),
                $"model {Wording.Quote(model.Name)}, which no team asks",
                "a cascade, a router or a judge that names it"
            );
        }
    }

    private static ModelSpec? Find(SuiteChecks suite, string name) =>
        suite.Spec.Models.FirstOrDefault(model => model.Name == name);

    private static Location MemberAt(SuiteChecks suite, ModelSpec model, string member) =>
        new[] { "first", "then", "otherwise", "label", "confidence" }.FirstOrDefault(key =>
            suite.Places.Value(model, key) is YamlScalar scalar && scalar.Text == member
        )
            is { } named
            ? suite.Places.At(model, named)
        : suite.Places.Value(model, "to") is YamlMapping routes
        && routes.Entries.FirstOrDefault(route => route.Value is YamlScalar value && value.Text == member) is { } to
            ? to.Value.At
        : model.Declared;

    private static bool Reaches(SuiteChecks suite, ITeam team, string name, HashSet<string> seen) =>
        team.Members.Any(member =>
            member == name
            || (seen.Add(member) && Find(suite, member)?.Provider is ITeam next && Reaches(suite, next, name, seen))
        );
}
