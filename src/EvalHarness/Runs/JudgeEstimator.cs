using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Prompts;
using EvalHarness.Scoring.Judges;

namespace EvalHarness.Runs;

/// <summary>Estimates what judging the answers of a plan would take: how many differ, and how long they are, is known only then.</summary>
/// <remarks>
/// At least one answer a sample is judged, at most one of each model and repeat, and that many are taken to be; answers that are compared
/// with each other may all be equal. A verdict has at least four tokens, probably sixty.
/// </remarks>
/// <param name="plan">The plan.</param>
/// <param name="settled">What an unfinished run has.</param>
internal sealed class JudgeEstimator(RunPlan plan, SettledRequests settled)
{
    private const int LeastVerdict = 4;
    private const int LikelyVerdict = 60;
    private const int AssumedTokens = 4096;

    /// <summary>Estimates all judges, each with each of its models.</summary>
    /// <param name="cancellationToken">Ends the estimating.</param>
    public async Task<IReadOnlyList<PlanEstimate>> EstimateAsync(CancellationToken cancellationToken)
    {
        var cells = plan.Judges.Select(judge => new Cell(judge, plan)).ToList();
        if (cells.Count > 0)
        {
            await foreach (var (task, sample) in RunLog.ReadSamplesAsync(plan.SamplesFile, cancellationToken))
            {
                foreach (var cell in cells.Where(cell => cell.Judge.Task.Name == task))
                {
                    cell.Add(sample);
                }
            }
        }

        return
        [
            .. cells.Select(cell =>
                cell.Estimate() with
                {
                    SpentUsd = settled.SpentOn(cell.Judge.Task.Name, cell.Judge.Model),
                }
            ),
        ];
    }

    private sealed class Cell(JudgePlan judge, RunPlan plan)
    {
        private readonly TokenCounter counter = TokenCounter.For(
            ModelIdentity.AskedName(plan.Suite.Models.First(model => model.Name == judge.Model).Provider)
        );
        private readonly Pairwise? pair = judge.Judge.Kind as Pairwise;
        private readonly int answers = Judged(judge, plan) * judge.Task.Repeats * judge.Judge.Repeats;
        private long samples;
        private TokenEstimate prompts;

        public JudgePlan Judge => judge;

        public void Add(Sample sample)
        {
            samples++;
            var requests = pair is null ? judge.About(sample, "") : judge.About(pair, sample, "", "");
            prompts += counter.Count(requests.First().Prompt);
        }

        public PlanEstimate Estimate()
        {
            double most = (pair is null ? 1 : 2) * (judge.Task.Generation.MaxTokens ?? AssumedTokens);
            int repeats = pair is null ? judge.Judge.Repeats : 0;
            var input = new TokenEstimate(
                (prompts.Low + samples) * repeats,
                (prompts.Mean + (samples * Math.Min(most, most / 2))) * answers,
                (prompts.High + (samples * most)) * answers
            );
            double longest = judge.Judge.Generation.MaxTokens ?? AssumedTokens;
            var output = new TokenEstimate(
                samples * repeats * LeastVerdict,
                samples * answers * Math.Min(longest, LikelyVerdict),
                samples * answers * longest
            );
            var price = plan.Suite.Models.First(model => model.Name == judge.Model).Price;
            return new PlanEstimate(
                $"{judge.Task.Name}, judge {judge.Judge.Name}",
                judge.Model,
                samples * answers,
                0,
                0,
                input,
                output,
                price is null
                    ? null
                    : new CostEstimate(
                        Cost(price, input.Low, output.Low),
                        Cost(price, input.Mean, output.Mean),
                        Cost(price, input.High, output.High)
                    )
            )
            {
                IsMost = true,
            };
        }

        /// <summary>What is judged of a sample at most, at each repeat.</summary>
        private static int Judged(JudgePlan judge, RunPlan plan)
        {
            string[] models = [.. plan.Models.Where(one => !one.Model.OnlyInTeams).Select(one => one.Model.Name)];
            return judge.Judge.Kind is Pairwise pair ? pair.Pairs(models).Count() * (pair.Swap ? 2 : 1) : models.Length;
        }

        private static decimal Cost(Price price, double input, double output) =>
            price.CostUsd(new Usage((long)Math.Ceiling(input), 0, (long)Math.Ceiling(output)));
    }
}
