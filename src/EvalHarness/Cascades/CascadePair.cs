using System.Collections.Immutable;
using EvalHarness.Comparisons.Joins;

namespace EvalHarness.Cascades;

/// <summary>Two models that may be asked one after the other, or one instead of the other.</summary>
/// <param name="First">The one that is always asked; of a router the weaker one.</param>
/// <param name="Then">The one that is asked where the first is unsure, or where slices speak for it.</param>
/// <param name="Live">The cascades or routers of the run that do so; empty when the pair was picked from its leaderboard.</param>
public sealed record CascadePair(AnsweringModel First, AnsweringModel Then, ImmutableArray<AnsweringModel> Live)
{
    /// <summary>The field that decides which of the two is asked; null of a cascade, which asks the first one always.</summary>
    public string? By { get; init; }

    /// <summary>Two models between which a field of the sample decides, with the routers that a run has of them.</summary>
    /// <param name="answers">The answers of a task.</param>
    /// <param name="first">The one that is asked where slices do not speak for the other.</param>
    /// <param name="then">The other.</param>
    /// <param name="by">The field.</param>
    public static CascadePair BySlice(RightOrWrong answers, AnsweringModel first, AnsweringModel then, string by)
    {
        ArgumentNullException.ThrowIfNull(answers);
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(then);
        return new(first, then, [.. RoutersOf(answers, by).Where(router => IsOf(router, first, then))]) { By = by };
    }

    /// <summary>The pairs between which routers of a run choose by slice, in the order of the suite; the weaker model first.</summary>
    /// <param name="answers">The answers of a task.</param>
    public static ImmutableArray<CascadePair> Routed(RightOrWrong answers)
    {
        ArgumentNullException.ThrowIfNull(answers);
        return
        [
            .. answers
                .Models.Where(model => model is { Routes: not null, Members.Length: 2 })
                .Select(router => (By: router.Routes!.Slice, Members: router.Members.Select(answers.Find).ToArray()))
                .Where(router => router.Members.All(member => member is not null))
                .Select(router => (router.By, Members: router.Members.OrderBy(Strength).ToArray()))
                .Select(router => BySlice(answers, router.Members[0]!, router.Members[1]!, router.By))
                .DistinctBy(pair => (pair.First, pair.Then, pair.By)),
        ];
    }

    /// <summary>Two models, with the cascades that a run has of them.</summary>
    /// <param name="answers">The answers of a task.</param>
    /// <param name="first">The one that is always asked.</param>
    /// <param name="then">The one that is asked where the first is unsure.</param>
    public static CascadePair Of(RightOrWrong answers, AnsweringModel first, AnsweringModel then)
    {
        ArgumentNullException.ThrowIfNull(answers);
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(then);
        return new(
            first,
            then,
            [
                .. answers.Models.Where(model =>
                    model is { AcceptFrom: not null, Members: [var small, var big] }
                    && (small, big) == (first.Name, then.Name)
                ),
            ]
        );
    }

    /// <summary>
    /// The pairs that a run has cascades of, in the order of the suite; where it has none, the one that is worth a look:
    /// the best model second, and first the cheapest that says how sure it is, is not as good and costs less (of equally
    /// cheap ones the best). Models that answer through others, and models of unknown cost, are not picked.
    /// </summary>
    /// <param name="answers">The answers of a task.</param>
    public static ImmutableArray<CascadePair> Of(RightOrWrong answers)
    {
        ArgumentNullException.ThrowIfNull(answers);
        ImmutableArray<CascadePair> declared =
        [
            .. answers
                .Models.Where(model => model is { AcceptFrom: not null, Members.Length: 2 })
                .Select(model => (First: answers.Find(model.Members[0]), Then: answers.Find(model.Members[1])))
                .Distinct()
                .Where(pair => pair is { First: not null, Then: not null })
                .Select(pair => Of(answers, pair.First!, pair.Then!)),
        ];
        return declared.IsEmpty && Picked(answers) is { } pair ? [pair] : declared;
    }

    /// <summary>Right answers count first, and of equally good models the dearer one is held to be the stronger.</summary>
    private static (double?, decimal?) Strength(AnsweringModel? model) => (model?.Estimate?.Value, model?.CostUsd);

    private static IEnumerable<AnsweringModel> RoutersOf(RightOrWrong answers, string by) =>
        answers.Models.Where(model => model is { Routes: not null, Members.Length: 2 } && model.Routes.Slice == by);

    private static bool IsOf(AnsweringModel router, AnsweringModel first, AnsweringModel then) =>
        router.Members.Contains(first.Name) && router.Members.Contains(then.Name);

    private static CascadePair? Picked(RightOrWrong answers)
    {
        AnsweringModel[] known =
        [
            .. answers.Models.Where(model =>
                model is { Members.IsEmpty: true, CostUsd: not null, Estimate.Value: not null }
            ),
        ];
        var best = known.MaxBy(model => model.Estimate!.Value);
        var first = known
            .Where(model => model.GivesConfidence && model.CostUsd < best!.CostUsd)
            .Where(model => model.Estimate!.Value < best!.Estimate!.Value)
            .OrderBy(model => model.CostUsd)
            .ThenByDescending(model => model.Estimate!.Value)
            .FirstOrDefault();
        return first is null ? null : new(first, best!, []);
    }
}
