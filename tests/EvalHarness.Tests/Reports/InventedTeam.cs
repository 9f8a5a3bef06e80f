using EvalHarness.Core;
using EvalHarness.Logs;

namespace EvalHarness.Tests.Reports;

/// <summary>How an invented run knew its cascades and routers.</summary>
internal static class InventedTeam
{
    public static TeamHeader? Of(Recipe recipe, RecipeModel model) =>
        model.Cascade is { } cascade
            ? new TeamHeader([recipe.Disguise(cascade.First), recipe.Disguise(cascade.Then)], cascade.AcceptFrom)
        : model.Router is { } router ? Routed(recipe, recipe.Disguise(router.Hard), recipe.Disguise(router.Otherwise))
        : null;

    private static TeamHeader Routed(Recipe recipe, string hard, string otherwise) =>
        new(
            [otherwise, hard],
            Routes: new SliceRoutes(
                recipe.Disguise("difficulty"),
                new Dictionary<string, string> { [recipe.Disguise("hard")] = hard, [recipe.Disguise("rare")] = hard },
                otherwise
            )
        );
}
