using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Prompts;
using EvalHarness.Scoring.Judges;
using EvalHarness.Suites;

namespace EvalHarness.Runs;

/// <summary>Estimates what judging the answers of a plan would take: how many differ, and how long they are, is known only then.</summary>
/// <remarks>
/// At least one answer a sample is judged, at most one of each model and repeat, and that many are taken to be; answers that are compared
/// with each other may all be equal. A verdict has at least four tokens, probably sixty. An evaluator is taken to ask once about each
/// answer, in its own words beside question and answer.
/// </remarks>
/// <param name="plan">The plan.</param>
/// <param name="settled">What an unfinished run has.</param>
internal sealed class JudgeEstimator(RunPlan plan, SettledRequests settled)
{
    private const int LeastVerdict = 4;
    private const int LikelyVerdict = 60;
    private const int AssumedTokens = 4096;
    private const int LikelyWords = 400;

    /// <summary>Estimates all judges, each with each of its models.</summary>
    /// <param name="cancellationToken">Ends the estimating.</param>
    public async Task<IReadOnlyList<PlanEstimate>> EstimateAsync(CancellationToken cancellationToken)
    {
        List<Cell> cells = [.. plan.Judges.Select(CellOf), .. plan.Evaluators.Select(CellOf)];
        if (cells.Count > 0)
        {
            await foreach (var (task, sample) in RunLog.ReadSamplesAsync(plan.SamplesFile, cancellationToken))
            {
                foreach (var cell in cells.Where(cell => cell.Task.Name == task))
                {
                    cell.Add(sample);
                }
            }
        }

        return
        [
            .. cells.Select(cell => cell.Estimate() with { SpentUsd = settled.SpentOn(cell.Task.Name, cell.Model) }),
        ];
    }

    private Cell CellOf(JudgePlan judge)
    {
        string[] models = [.. plan.Models.Where(one => !one.Model.OnlyInTeams).Select(one => one.Model.Name)];
        var pair = judge.Judge.Kind as Pairwise;
        return new(
            plan,
            judge.Task,
            $"judge {judge.Judge.Name}",
            judge.Model,
            sample => judge.Example(sample, "").Prompt
        )
        {
            Repeats = judge.Judge.Repeats,
            Judged = pair is null ? models.Length : pair.Pairs(models).Count() * (pair.Swap ? 2 : 1),
            IsPair = pair is not null,
            Longest = judge.Judge.Generation.MaxTokens ?? AssumedTokens,
        };
    }

    private Cell CellOf(EvaluatorPlan one)
    {
        var question = PromptTemplate.Parse(one.Task.Prompt, one.Task.Declared);
        return new(
            plan,
            one.Task,
            $"evaluator {one.Evaluator}",
            one.Model,
            sample => new Prompt([new Turn(Role.User, question.Render(sample))], "")
        )
        {
            Judged = plan.Models.Count(model => !model.Model.OnlyInTeams),
            Words = new TokenEstimate(0, LikelyWords, AssumedTokens),
        };
    }

    /// <summary>What one model is asked about the answers of one task.</summary>
    private sealed class Cell(RunPlan plan, EvalTask task, string who, string model, Func<Sample, Prompt> about)
    {
        private readonly ModelSpec spec = plan.Suite.Models.First(one => one.Name == model);
        private readonly TokenCounter counter = TokenCounter.For(
            ModelIdentity.AskedName(plan.Suite.Models.First(one => one.Name == model).Provider)
        );
        private long samples;
        private TokenEstimate prompts;

        public EvalTask Task => task;

        public string Model => model;

        /// <summary>How often each answer is asked about.</summary>
        public int Repeats { get; init; } = 1;

        /// <summary>What is judged of a sample at most, at each repeat of the task.</summary>
        public required int Judged { get; init; }

        /// <summary>Whether two answers are judged at a time, which may be equal and need no verdict then.</summary>
        public bool IsPair { get; init; }

        /// <summary>Most tokens of a verdict.</summary>
        public double Longest { get; init; } = AssumedTokens;

        /// <summary>Tokens of a prompt that are not known before it is asked.</summary>
        public TokenEstimate Words { get; init; }

        public void Add(Sample sample)
        {
            samples++;
            prompts += counter.Count(about(sample));
            prompts += Words;
        }

        public PlanEstimate Estimate()
        {
            long answers = Judged * (long)task.Repeats * Repeats;
            double most = (IsPair ? 2 : 1) * (task.Generation.MaxTokens ?? AssumedTokens);
            int least = IsPair ? 0 : Repeats;
            var input = new TokenEstimate(
                (prompts.Low + samples) * least,
                (prompts.Mean + (samples * Math.Min(most, most / 2))) * answers,
                (prompts.High + (samples * most)) * answers
            );
            var output = new TokenEstimate(
                samples * least * LeastVerdict,
                samples * answers * Math.Min(Longest, LikelyVerdict),
                samples * answers * Longest
            );
            return new PlanEstimate(
                $"{task.Name}, {who}",
                model,
                samples * answers,
                0,
                0,
                input,
                output,
                spec.Price is not { } price
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

        private static decimal Cost(Price price, double input, double output) =>
            price.CostUsd(new Usage((long)Math.Ceiling(input), 0, (long)Math.Ceiling(output)));
    }
}
