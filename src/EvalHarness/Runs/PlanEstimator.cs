using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Models;
using EvalHarness.Prompts;
using EvalHarness.Scoring;
using EvalHarness.Scoring.Calls;

namespace EvalHarness.Runs;

/// <summary>Estimates a plan: makes every request to see whether it is answered already, and sends none.</summary>
/// <remarks>
/// Tokens are counted on every request up to two thousand of a task and model, beyond that on one in so many, evenly
/// spread. An answer is taken to have at least one token, at most the limit that the task sets (4,096 where it sets none),
/// and probably the tokens of the longest label, or half the limit where answers are open.
/// </remarks>
/// <param name="plan">The plan.</param>
/// <param name="tell">Is told what is wrong with the cache, one line each; nobody by default.</param>
public sealed class PlanEstimator(RunPlan plan, Action<string>? tell = null)
{
    private const int Counted = 2000;
    private const int AssumedTokens = 4096;

    /// <summary>Estimates all cells, model by model in the order of the suite, task by task.</summary>
    /// <param name="cancellationToken">Ends the estimating.</param>
    public async Task<ImmutableArray<PlanEstimate>> EstimateAsync(CancellationToken cancellationToken = default)
    {
        var settled = await ReadSettledAsync(cancellationToken);
        await using var cache = plan.Models.Any(model => !model.Model.Provider.IsLocal)
            ? await ResponseCache.OpenAsync(plan.Context.Store, null, tell ?? (_ => { }), cancellationToken)
            : null;
        var estimates = ImmutableArray.CreateBuilder<PlanEstimate>();
        var members = TeamMembers.NamesIn(plan.Models);
        var repeats = RepeatPlan.Is(plan) ? await ReadRepeatsAsync(cancellationToken) : null;
        foreach (
            var model in plan.Models.Where(model => !model.Model.OnlyInTeams || members.Contains(model.Model.Name))
        )
        {
            var cells = plan.Tasks.ToDictionary(
                task => task.Task.Name,
                task => new Cell(model, task),
                StringComparer.Ordinal
            );
            await foreach (var request in plan.RequestsAsync(model, cancellationToken))
            {
                cells[request.Task].Add(request, settled, model.Model.Provider.IsLocal ? null : cache);
                repeats?.Add(model, request, cache);
            }

            estimates.AddRange(
                plan.Tasks.Select(task =>
                    cells[task.Task.Name].Estimate() with
                    {
                        SpentUsd = settled.SpentOn(task.Task.Name, model.Model.Name),
                        IsMost = model.Model.OnlyInTeams,
                    }
                )
            );
            estimates.AddRange(repeats?.Estimates(model) ?? []);
        }
        if (plan.HasJudges)
        {
            estimates.AddRange(
                await new JudgeEstimator(plan, await ReadJudgedAsync(cancellationToken)).EstimateAsync(
                    cancellationToken
                )
            );
        }

        return estimates.ToImmutable();
    }

    private async Task<SettledRequests> ReadSettledAsync(CancellationToken cancellationToken)
    {
        if (EarlierRuns.FindLatest(plan) is not { IsLeft: true } earlier)
        {
            return new(plan.FreeModels);
        }

        var settled = new SettledRequests(plan.FreeModels, earlier.Header.Stopped.Keys);
        await settled.ReadAsync(earlier.Folder, cancellationToken);
        return settled;
    }

    private async Task<SettledRequests> ReadJudgedAsync(CancellationToken cancellationToken)
    {
        var judged = new SettledRequests(plan.FreeModels);
        if (EarlierRuns.FindLatest(plan) is { IsLeft: true } earlier)
        {
            await judged.ReadJudgementsAsync(earlier.Folder, cancellationToken);
        }

        return judged;
    }

    private async Task<Repeats> ReadRepeatsAsync(CancellationToken cancellationToken)
    {
        var drawn = await RepeatPlan.DrawAsync(plan, cancellationToken);
        var repeated = new SettledRequests(plan.FreeModels);
        if (EarlierRuns.FindLatest(plan) is { IsLeft: true } earlier)
        {
            await drawn.ReadFirstAsync(earlier.Folder, cancellationToken);
            await repeated.ReadRepeatsAsync(earlier.Folder, cancellationToken);
        }

        return new Repeats(plan, drawn, repeated);
    }

    /// <summary>Sums up what is asked again.</summary>
    private sealed class Repeats(RunPlan plan, RepeatPlan drawn, SettledRequests repeated)
    {
        private readonly Dictionary<(string Model, string Task), Cell> cells = [];

        public void Add(ModelPlan model, Request request, ResponseCache? cache)
        {
            bool isFree = model.Model.Provider.IsLocal;
            foreach (var again in drawn.Again(model.Model, request, one => !isFree && cache?.Has(one) == true))
            {
                var key = (model.Model.Name, request.Task);
                if (!cells.TryGetValue(key, out var cell))
                {
                    cells[key] = cell = new Cell(model, plan.Tasks.First(task => task.Task.Name == request.Task));
                }

                cell.Add(again, repeated, null);
            }
        }

        public IEnumerable<PlanEstimate> Estimates(ModelPlan model) =>
            from task in plan.Tasks
            let cell = cells.GetValueOrDefault((model.Model.Name, task.Task.Name))
            where cell is not null
            select cell.Estimate() with
            {
                Task = $"{task.Task.Name}, asked again",
                SpentUsd = repeated.SpentOn(task.Task.Name, model.Model.Name),
            };
    }

    /// <summary>Sums up one task of one model.</summary>
    private sealed class Cell(ModelPlan model, TaskPlan task)
    {
        private readonly TokenCounter counter = TokenCounter.For(ModelIdentity.AskedName(model.Model.Provider));
        private readonly long stride = Math.Max(1, (long)task.Samples * task.Task.Repeats / Counted);

        /// <summary>Prompts that a request sends: one for each continuation where whole options are asked about.</summary>
        private int Prompts =>
            task.Task.Answer is ILikelihoodFormat { Question: { } question }
            && model.Model.Provider.Likelihood == LikelihoodSupport.Whole
                ? question.Continuations
                : 1;

        private bool IsByLikelihood =>
            task.Task.Answer is ILikelihoodFormat && model.Model.Provider.Likelihood != LikelihoodSupport.None;

        private TokenEstimate sampled;
        private long counted;
        private long requests;
        private long answered;
        private long cached;
        private long images;

        public void Add(Request request, SettledRequests settled, ResponseCache? cache)
        {
            if (requests++ % stride == 0)
            {
                sampled += counter.Count(request.Prompt);
                if (request.Tools is { } offer)
                {
                    sampled += counter.Count(ToolList.Write(offer.Tools));
                }

                counted++;
            }
            if (!settled.IsLeft(request, failedOnly: false))
            {
                answered++;
            }
            else if (cache?.Has(request) == true)
            {
                cached++;
            }
            else
            {
                images += request.Prompt.Turns.Sum(turn => turn.Images.Length);
            }
        }

        public PlanEstimate Estimate()
        {
            long sent = requests - answered - cached;
            var input = AtLeast(Scale(sampled, counted == 0 ? 0 : Prompts * (double)sent / counted));
            var output = AtLeast(Scale(Output(), sent));
            return new PlanEstimate(
                task.Task.Name,
                model.Model.Name,
                requests,
                answered,
                cached,
                input,
                output,
                CostOf(input, output)
            )
            {
                Images = model.Model.Provider.TakesImages ? images : 0,
            };
        }

        private TokenEstimate Output()
        {
            if (IsByLikelihood)
            {
                return new TokenEstimate(1, Prompts, Prompts);
            }

            double most = task.Task.For(model.Model).Generation.MaxTokens ?? AssumedTokens;
            var labels = task.Task.Answer.Labels;
            double likely = labels.IsDefaultOrEmpty ? most / 2 : 1 + labels.Max(label => counter.Count(label).Mean);
            return new TokenEstimate(1, Math.Min(likely, most), most);
        }

        /// <summary>Teams may need any number of answers of a model that only they ask.</summary>
        private TokenEstimate AtLeast(TokenEstimate tokens) =>
            model.Model.OnlyInTeams ? tokens with { Low = 0 } : tokens;

        private CostEstimate? CostOf(TokenEstimate input, TokenEstimate output) =>
            model.Model.Provider is { IsLocal: true } or ITeam ? default(CostEstimate)
            : model.Model.Price is not { } price ? null
            : new CostEstimate(
                Cost(price, input.Low, output.Low),
                Cost(price, input.Mean, output.Mean),
                Cost(price, input.High, output.High)
            );

        private decimal Cost(Price price, double input, double output) =>
            price.CostUsd(
                new Usage((long)Math.Ceiling(input), 0, (long)Math.Ceiling(output)) { IsBatch = model.Model.IsBatch }
            );

        private static TokenEstimate Scale(TokenEstimate tokens, double factor) =>
            new(tokens.Low * factor, tokens.Mean * factor, tokens.High * factor);
    }
}
