namespace EvalHarness.Reports.Views;

/// <summary>The terms of the trade that the report uses, each defined once.</summary>
internal static class Terms
{
    /// <summary>Word and definition, by key; in the order of the glossary.</summary>
    public static IReadOnlyDictionary<string, (string Word, string Definition)> All { get; } =
        new Dictionary<string, (string, string)>(StringComparer.Ordinal)
        {
            ["interval"] = (
                "interval",
                "The values that the data are compatible with. In repeated runs on fresh samples, about 95 in 100 such intervals hold the true value (at a level of 95 %)."
            ),
            ["points"] = ("points", "Percentage points: 60 % against 55 % is a difference of 5 points."),
            ["paired"] = (
                "paired",
                "Both models answered the same samples, so that easy and hard samples cancel out and small differences can be seen."
            ),
            ["reference"] = ("reference", "The model that the others are measured against."),
            ["tie"] = (
                "tie group",
                "Neighbours in the leaderboard whose differences are no more than noise: their order among themselves may be chance."
            ),
            ["pvalue"] = (
                "p-value",
                "How often a difference at least this large would appear if the two models were equally good."
            ),
            ["correction"] = (
                "correction",
                "Who asks many questions finds something by chance; corrected p-values allow for the number of questions asked."
            ),
            ["margin"] = ("margin", "The smallest difference that matters in practice, as the suite states it."),
            ["equivalent"] = ("equivalent", "The whole interval of the difference lies inside the margin."),
            ["mde"] = (
                "minimal detectable difference",
                "The smallest true difference that this number of samples would find four times in five."
            ),
            ["needed"] = (
                "samples still needed",
                "Further samples after which a difference as large as the one observed would be decided four times in five."
            ),
            ["unusable"] = (
                "unusable answers",
                "Answers that are unparsable, empty, truncated, refused or filtered. They count as wrong, because a user would get nothing from them."
            ),
            ["failed"] = (
                "failed",
                "Requests that the world spoilt (network, quota, deadline). They are left out of both sides of a pair and counted."
            ),
            ["bounds"] = (
                "bounds",
                "The score if all unusable and missing answers were wrong, and if all of them were right."
            ),
            ["cluster"] = (
                "cluster",
                "Samples that are not independent, such as headlines of one company; intervals treat each cluster as one unit."
            ),
            ["slice"] = ("slice", "The samples that share a value of a field."),
            ["confusion"] = (
                "confusion matrix",
                "How often each target was answered by each label: the diagonal is right, everything else is a kind of mistake."
            ),
            ["frontier"] = ("Pareto frontier", "The models for which no other is both better and cheaper."),
            ["crossfit"] = (
                "cross-fitted",
                "A threshold is chosen on some samples and scored on others, in turn, so that no sample judges a choice that it took part in."
            ),
            ["optimism"] = (
                "optimism",
                "What a score claims too much when the threshold was chosen on the very samples that it is scored on."
            ),
            ["apgr"] = (
                "APGR",
                "Average performance gap recovered: the share of the gap between two models that a cascade closes, on average over all shares of calls; 0.5 is what chance closes."
            ),
            ["oracle"] = ("oracle", "What could be reached by asking the second model exactly where it helps."),
            ["netbenefit"] = ("net benefit", "The value of the right answers less what all answers cost."),
            ["fan"] = (
                "fan",
                "Where a curve may go beyond the sizes that were measured; nine chances in ten lie inside."
            ),
            ["protocol"] = (
                "protocol",
                "How a model was asked: examples shown, prompt, sampling. Models asked in different ways are marked."
            ),
            ["kappa"] = (
                "kappa",
                "Cohen's kappa: agreement of two raters beyond what chance would give them. 1 is total agreement, 0 that of chance."
            ),
            ["alpha"] = (
                "alpha",
                "Krippendorff's alpha: the same for any number of raters, where a near miss counts for less than a far one."
            ),
            ["ppi"] = (
                "prediction-powered inference",
                "A way to join a few ratings of people with many of a judge: the estimate is that of people, and the judge only makes it sharper."
            ),
            ["latency"] = (
                "p50 and p95",
                "Half of the answers came within the first time, 95 in 100 within the second."
            ),
        };
}
