namespace EvalHarness.Statistics.Rankings;

/// <summary>
/// Confidence sets of ranks from tests of all pairs: M. Mogstad, J. P. Romano, A. M. Shaikh, D. Wilhelm, "Inference for ranks
/// with applications to mobility across neighbourhoods and academic achievement across countries" (2024),
/// doi:10.1093/restud/rdad006, section 3. Where the tests together hold a level, so do the intervals of all models at once.
/// </summary>
public static class RankIntervals
{
    /// <summary>
    /// For each model the places from one after those shown to be better than it to one before those shown to be worse.
    /// Without any decision that is every place. In n² steps for n models.
    /// </summary>
    /// <param name="models">Number of models, 0 or more.</param>
    /// <param name="isBetter">Whether the first model was shown to be better than the second, by their indices.</param>
    /// <returns>One entry a model, in their order.</returns>
    public static RankInterval[] OfDecisions(int models, Func<int, int, bool> isBetter)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(models);
        ArgumentNullException.ThrowIfNull(isBetter);
        var places = new RankInterval[models];
        for (int model = 0; model < models; model++)
        {
            (int best, int worst) = (1, models);
            for (int other = 0; other < models; other++)
            {
                if (other != model)
                {
                    best += isBetter(other, model) ? 1 : 0;
                    worst -= isBetter(model, other) ? 1 : 0;
                }
            }
            places[model] = new RankInterval(best, worst);
        }
        return places;
    }
}
