using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Datasets;
using EvalHarness.Logs;
using EvalHarness.Models;
using EvalHarness.Suites;
using Microsoft.Extensions.AI;

namespace EvalHarness.Runs;

/// <summary>Connects the models of a suite.</summary>
/// <param name="suite">The suite.</param>
/// <param name="context">What it is planned with.</param>
/// <param name="samplesFile">Where the samples lie, for models that look at a task's targets.</param>
/// <param name="plans">How the models are asked; empty while that is being planned.</param>
internal sealed class ModelConnector(
    Suite suite,
    PlanContext context,
    string samplesFile,
    ImmutableArray<ModelPlan> plans = default
)
{
    private readonly Dictionary<string, RateLimit> limits = new(StringComparer.Ordinal);

    /// <summary>What a model is given in a task.</summary>
    /// <param name="model">The model.</param>
    /// <param name="task">The task.</param>
    public ModelContext ContextOf(ModelSpec model, TaskPlan task) =>
        new(
            model.Name,
            model.Declared,
            suite.Seed,
            context.Store.CacheFolder,
            DatasetLoader.ReadFieldsAsync,
            context.Time
        )
        {
            Labels = task.Task.Answer.Labels.IsDefault ? [] : task.Task.Answer.Labels,
            ReadTargets = cancellationToken =>
                RunLog
                    .ReadSamplesAsync(samplesFile, cancellationToken)
                    .Where(line => line.Task == task.Task.Name)
                    .SelectMany(line => line.Sample.Targets.Take(1).Select(task.Task.Answer.Canonical)),
            InFlight = model.Limits.InFlight,
            Peers = new ModelPeers(
                (name, cancellationToken) => FingerprintAsync(Find(name), task, cancellationToken),
                (name, cancellationToken) => ConnectPeerAsync(Find(name), task, cancellationToken),
                PeerAnswers.Reader(task.Task.Answer)
            ),
        };

    /// <summary>Connects a model; sends no request.</summary>
    /// <param name="model">The model.</param>
    /// <param name="tasks">The tasks.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<ConnectedModel> ConnectAsync(
        ModelSpec model,
        ImmutableArray<TaskPlan> tasks,
        CancellationToken cancellationToken
    )
    {
        var limits = model.Limits;
        return new ConnectedModel(model.Name, await ConnectTasksAsync(model, tasks, cancellationToken))
        {
            Price = PriceOf(model),
            IsLocal = model.Provider.IsLocal,
            InFlight = model.Provider.IsLocal ? Math.Min(limits.InFlight, Environment.ProcessorCount) : limits.InFlight,
            Retries = new RetryPolicy
            {
                Attempts = limits.Retries + 1,
                AttemptDeadline = limits.AttemptTimeout,
                RequestDeadline = limits.RequestDeadline,
            },
            Limit = new ModelLimit(LimitOf(model)),
        };
    }

    /// <summary>A model and the teams that ask it share one pace.</summary>
    private RateLimit LimitOf(ModelSpec model)
    {
        if (!limits.TryGetValue(model.Name, out var limit))
        {
            var own = model.Limits;
            limits[model.Name] = limit = new RateLimit(own.RequestsPerMinute, own.TokensPerMinute, context.Time);
        }
        return limit;
    }

    /// <summary>The price of a model; of a team the sum of its members', which bounds what an answer costs.</summary>
    private Price? PriceOf(ModelSpec model)
    {
        if (model.Price is not null || model.Provider is not ITeam team)
            return model.Price;
        Price?[] prices = [.. team.Members.Select(Find).Where(member => !member.Provider.IsLocal).Select(PriceOf)];
        return prices.Length == 0 || prices.Any(price => price is null)
            ? null
            : new Price(
                prices.Sum(price => PerMillion(price!, price!.Input)),
                prices.Sum(price => PerMillion(price!, price!.Output))
            );
    }

    private static decimal PerMillion(Price price, decimal amount) =>
        price.Per.StartsWith("1K", StringComparison.OrdinalIgnoreCase) ? amount * 1000 : amount;

    private ModelSpec Find(string name) => suite.Models.First(model => model.Name == name);

    private async ValueTask<string> FingerprintAsync(
        ModelSpec model,
        TaskPlan task,
        CancellationToken cancellationToken
    )
    {
        var fingerprint = await model.Provider.FingerprintAsync(ContextOf(model, task), cancellationToken);
        return model.Prompting is { } own ? $"{fingerprint} {context.Catalog.Write(own)}" : fingerprint;
    }

    private async ValueTask<IChatClient> ConnectPeerAsync(
        ModelSpec model,
        TaskPlan task,
        CancellationToken cancellationToken
    )
    {
        var plan = plans.First(plan => plan.Model.Name == model.Name);
        var client = await model.Provider.ConnectAsync(ContextOf(model, task), cancellationToken);
        if (!model.Provider.IsLocal && model.Provider is not ITeam)
            client = client.AsBuilder().UseRateLimit(LimitOf(model)).Build();
        return new PeerClient(client, plan, context.Time);
    }

    /// <summary>A backend is one connection for all tasks; what is made here (a majority class) is made for each task.</summary>
    private async Task<IChatClient> ConnectTasksAsync(
        ModelSpec model,
        ImmutableArray<TaskPlan> tasks,
        CancellationToken cancellationToken
    )
    {
        if ((!model.Provider.IsLocal && model.Provider is not ITeam) || tasks.Length == 1)
            return await model.Provider.ConnectAsync(ContextOf(model, tasks[0]), cancellationToken);
        var clients = new Dictionary<string, IChatClient>(StringComparer.Ordinal);
        try
        {
            foreach (var task in tasks)
                clients[task.Task.Name] = await model.Provider.ConnectAsync(ContextOf(model, task), cancellationToken);
        }
        catch
        {
            foreach (var client in clients.Values)
                client.Dispose();
            throw;
        }
        return new ByTaskClient(clients);
    }

    /// <summary>Gives each request to the client of its task.</summary>
    private sealed class ByTaskClient(Dictionary<string, IChatClient> clients) : WholeAnswerClient
    {
        public override Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages,
            ChatOptions? options = null,
            CancellationToken cancellationToken = default
        ) =>
            options.FindRequest() is { } request
                ? clients[request.Task].GetResponseAsync(messages, options, cancellationToken)
                : throw new InvalidOperationException("the call is about no request, so its task is unknown");

        protected override void Dispose(bool disposing)
        {
            foreach (var client in clients.Values)
                client.Dispose();
            base.Dispose(disposing);
        }
    }
}
