using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Logs;

namespace EvalHarness.Comparisons.Results;

/// <summary>Whom a cascade or a router asked for its answers.</summary>
/// <param name="Answers">Answers of the team.</param>
/// <param name="Members">The models asked, by the number of answers that each was asked for, most first; among equals in the order of asking.</param>
/// <param name="Blind">Answers for which the model asked first gave a usable answer but no probability.</param>
/// <param name="Unusable">Answers for which the model asked first gave no usable answer.</param>
public sealed record TeamWork(long Answers, ImmutableArray<TeamMember> Members, long Blind, long Unusable)
{
    /// <summary>Answers for which a second model was asked.</summary>
    public long Escalated { get; init; }

    /// <summary>The share of answers for which a second model was asked, in [0, 1].</summary>
    public double EscalatedShare => Answers == 0 ? 0 : (double)Escalated / Answers;

    /// <summary>Counts whom a team asked; null of a model alone, and of answers that do not say.</summary>
    /// <param name="cells">What the model did.</param>
    public static TeamWork? Of(ModelCells cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        Route[] routes = [.. cells.Routes.OfType<Route>()];
        if (routes.Length == 0)
        {
            return null;
        }

        var members = routes
            .SelectMany(route => route.Asked.Distinct().Select(model => (model, IsLast: route.Asked[^1] == model)))
            .GroupBy(one => one.model, StringComparer.Ordinal)
            .Select(group => new TeamMember(group.Key, group.LongCount(), group.LongCount(one => one.IsLast)))
            .OrderByDescending(member => member.Asked);
        return new(
            routes.LongLength,
            [.. members],
            routes.LongCount(route => route.Why == RouteReason.NoProbability),
            routes.LongCount(route => route.Why == RouteReason.NoAnswer)
        )
        {
            Escalated = routes.LongCount(route => route.Asked.Length > 1),
        };
    }
}

/// <summary>A model as a member of a team.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Asked">Answers of the team that it was asked for.</param>
/// <param name="Answered">Answers of the team that are its own.</param>
public sealed record TeamMember(string Model, long Asked, long Answered);
