using System.Collections.Immutable;
using EvalHarness.Cascades;
using EvalHarness.Reports.Formats;

namespace EvalHarness.Reports.Tables;

/// <summary>What a simulated router by slice learnt, in numbers.</summary>
internal static class RouterTables
{
    /// <summary>Slices on a page; files have all.</summary>
    public const int MostSlices = 60;

    /// <summary>The slices with both models' right answers, and which is asked.</summary>
    /// <param name="router">The router.</param>
    /// <param name="plan">The router for use.</param>
    /// <param name="most">Slices shown at most, those first where the second model gains most; all by default.</param>
    public static ReportTable Slices(CascadeSimulation router, RouterPlan plan, int most = int.MaxValue) =>
        new(
            $"{CascadeTables.Name(router)}-slices",
            $"{router.First} or {router.Then}, by {plan.By}",
            [
                new("slice", plan.By),
                new("answers", "answers", true),
                new("first_right", $"{router.First}, % right", true),
                new("then_right", $"{router.Then}, % right", true),
                new("gain", "gain, points", true),
                new("asks", "for use, asks"),
            ],
            [
                .. plan
                    .Slices.Take(most)
                    .Select(slice =>
                        (ImmutableArray<Cell>)
                            [
                                slice.Value,
                                Cell.Of((long)slice.Answers),
                                CascadeTables.Share(slice.First),
                                CascadeTables.Share(slice.Then),
                                Cell.Of(slice.Gain, Show.Signed(100 * slice.Gain, 1)),
                                slice.ToThen ? router.Then : router.First,
                            ]
                    ),
            ]
        );
}
