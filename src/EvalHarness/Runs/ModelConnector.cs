using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Datasets;
using EvalHarness.Extensions;
using EvalHarness.Imports;
using EvalHarness.Logs;
using EvalHarness.Models;
using EvalHarness.Models.Batches;
using EvalHarness.Runs.Fleets;
using EvalHarness.Suites;
using Microsoft.Extensions.AI;

namespace EvalHarness.Runs;

/// <summary>Connects the models of a suite.</summary>
/// <param name="suite">The suite.</param>
/// <param name="context">What it is planned with.</param>
/// <param name="samplesFile">Where the samples lie, for models that look at a task's targets.</param>
/// <param name="plans">How the models are asked; empty while that is being planned.</param>
/// <param name="members">Where the members of teams are asked; null while that is being planned.</param>
/// <param name="servers">The limits of the servers; null while that is being planned.</param>
/// <param name="hasFleet">Whether a fleet asks the models that it can: they are not connected here. False by default.</param>
internal sealed class ModelConnector(
    Suite suite,
    PlanContext context,
    string samplesFile,
    ImmutableArray<ModelPlan> plans = default,
    TeamMembers? members = null,
    ServerLimits? servers = null,
    bool hasFleet = false
)
{
    /// <summary>Requests that a fleet is given at a time, for each model: enough for a thousand machines, and what a killed program leaves asked.</summary>
    private const int WithFleet = 8192;

    private readonly ImmutableHashSet<string> askedAgain = plans.IsDefault ? [] : TeamMembers.AskedAgainIn(plans);

    /// <summary>Most requests to a model at a time; one that answers here has no use for more than the cores.</summary>
    /// <param name="model">The model.</param>
    public static int InFlight(ModelSpec model) =>
        Math.Min(
            model.Limits.InFlight,
            model.Provider.MostInFlight ?? (model.Provider.IsLocal ? Environment.ProcessorCount : int.MaxValue)
        );

    /// <summary>What a model is given in a task.</summary>
    /// <param name="model">The model.</param>
    /// <param name="task">The task.</param>
    public ModelContext ContextOf(ModelSpec model, TaskPlan task) =>
        new(
            model.Name,
            model.Declared,
            suite.Seed,
            context.Store.CacheFolder,
            (file, where, cancellationToken) =>
                DatasetLoader.ReadFieldsAsync(file, where, suite.Formats, cancellationToken),
            context.Time
        )
        {
            Labels = task.Task.Answer.Labels.IsDefault ? [] : task.Task.Answer.Labels,
            ReadTargets = cancellationToken =>
                RunLog
                    .ReadSamplesAsync(samplesFile, cancellationToken)
                    .Where(line => line.Task == task.Task.Name)
                    .SelectMany(line =>
                        line.Sample.Targets.Take(1).Select(task.Task.Answer.For(line.Sample).Canonical)
                    ),
            InFlight = model.Limits.InFlight,
            Formats = suite.Formats,
            LogReaders = () => ImportedLogs.ReadersOf(suite.Catalog.Keywords(typeof(ILogReader)).Values),
            Repeats = suite.Tasks.Max(one => one.Repeats),
            Peers = new ModelPeers(
                (name, cancellationToken) => FingerprintAsync(Find(name), task, cancellationToken),
                (name, cancellationToken) => ConnectPeerAsync(Find(name), task, cancellationToken),
                PeerAnswers.Reader(task)
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
        bool isTeam = model.Provider is ITeam and { IsLocal: false };
        bool isElsewhere = hasFleet && FleetModels.Includes(model);
        var client = isElsewhere ? FleetClient.Instance : await ConnectTasksAsync(model, tasks, cancellationToken);
        return Of(model, client) with
        {
            Batches = model.IsBatch ? client.GetService<IBatchService>() : null,
            BatchSize = model.Batch?.Size ?? BatchSpec.DefaultSize,
            IsTeam = isTeam,
            IsElsewhere = isElsewhere,
            IsMember = askedAgain.Contains(model.Name),
            InTurn = plans.IsDefault
                ? []
                : plans
                    .First(plan => plan.Model.Name == model.Name)
                    .Askings.Where(asking => asking.AsksInTurn)
                    .ToImmutableDictionary(asking => asking.Task, StringComparer.Ordinal),
            InFlight = isElsewhere ? WithFleet : InFlight(model),
            Limit =
                servers is null || isElsewhere
                    ? null
                    : new ModelLimit(
                        new RateLimit(model.Limits.RequestsPerMinute, model.Limits.TokensPerMinute, context.Time),
                        servers.Of(model)
                    ),
        };
    }

    /// <summary>A model by what the suite says of it alone, without limits.</summary>
    /// <param name="model">The model.</param>
    /// <param name="client">Its client.</param>
    public static ConnectedModel Of(ModelSpec model, IChatClient client) =>
        new(model.Name, client)
        {
            Identity = ModelIdentity.Of(model.Name, model.Provider),
            Price = model.Price,
            Mask = SecretMask.Of(model.Provider),
            IsLocal = model.Provider.IsLocal,
            InFlight = InFlight(model),
            Retries = RetryPolicy.Of(model.Limits),
        };

    private ModelSpec Find(string name) => suite.Models.First(model => model.Name == name);

    private async ValueTask<string> FingerprintAsync(
        ModelSpec model,
        TaskPlan task,
        CancellationToken cancellationToken
    )
    {
        string fingerprint = CodeIdentity.Sign(
            model.Provider,
            await model.Provider.FingerprintAsync(ContextOf(model, task), cancellationToken)
        );
        return model.Prompting is { } own ? $"{fingerprint} {suite.Catalog.Write(own)}" : fingerprint;
    }

    private async ValueTask<IChatClient> ConnectPeerAsync(
        ModelSpec model,
        TaskPlan task,
        CancellationToken cancellationToken
    )
    {
        var plan = plans.First(plan => plan.Model.Name == model.Name);
        var inner = model.Provider.IsLocal
            ? await model.Provider.ConnectAsync(ContextOf(model, task), cancellationToken)
            : null;
        return new PeerClient(plan, context.Time, members, inner);
    }

    /// <summary>A backend is one connection for all tasks; what is made here (a majority class) is made for each task.</summary>
    private async Task<IChatClient> ConnectTasksAsync(
        ModelSpec model,
        ImmutableArray<TaskPlan> tasks,
        CancellationToken cancellationToken
    )
    {
        if ((!model.Provider.IsLocal && model.Provider is not ITeam) || tasks.Length == 1)
        {
            return await model.Provider.ConnectAsync(ContextOf(model, tasks[0]), cancellationToken);
        }

        var clients = new Dictionary<string, IChatClient>(StringComparer.Ordinal);
        try
        {
            foreach (var task in tasks)
            {
                clients[task.Task.Name] = await model.Provider.ConnectAsync(ContextOf(model, task), cancellationToken);
            }
        }
        catch
        {
            foreach (var client in clients.Values)
            {
                client.Dispose();
            }

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
            {
                client.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
