using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Models;

namespace EvalHarness.Runs;

/// <summary>
/// The models that teams of a run ask. Whoever wants an answer of one, the model's own lane or any of its teams, it is asked
/// once: paced, paid for, journalled and cached as its own.
/// </summary>
internal sealed class TeamMembers
{
    private Func<Request, Response?> recall = _ => null;
    private readonly Dictionary<string, ModelLane> lanes = new(StringComparer.Ordinal);

    /// <summary>The models of a plan that a team asks and whose answers cost something.</summary>
    /// <param name="models">How the models are asked.</param>
    public static ImmutableHashSet<string> NamesIn(ImmutableArray<ModelPlan> models)
    {
        var asked = models
            .Select(model => model.Model.Provider)
            .Where(provider => !provider.IsLocal)
            .OfType<ITeam>()
            .SelectMany(team => team.Members)
            .ToHashSet(StringComparer.Ordinal);
        return
        [
            .. models
                .Where(model => asked.Contains(model.Model.Name) && !model.Model.Provider.IsLocal)
                .Select(model => model.Model.Name),
        ];
    }

    /// <summary>The same, and the models that are asked for the next turn of a conversation once they have answered the one before.</summary>
    /// <param name="models">How the models are asked.</param>
    public static ImmutableHashSet<string> AskedAgainIn(ImmutableArray<ModelPlan> models) =>
        NamesIn(models)
            .Union(
                models.Where(model => model.Askings.Any(asking => asking.AsksInTurn)).Select(model => model.Model.Name)
            );

    /// <summary>Says where answers that the run has already are found.</summary>
    /// <param name="journal">Finds the response to a request; null when there is none.</param>
    public void Follow(Func<Request, Response?> journal) => recall = journal;

    /// <summary>Finds an answer that the run has already; null when there is none.</summary>
    /// <param name="request">The request.</param>
    public Response? Recall(Request request) => recall(request);

    /// <summary>Takes a model in whose lane it is asked; all are in before the first is asked.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="lane">Its lane.</param>
    public void Enter(string model, ModelLane lane) => lanes[model] = lane;

    /// <summary>The answer to a request of a model, asked now or before.</summary>
    /// <param name="request">The request.</param>
    /// <exception cref="MemberStoppedException">The model is no longer asked.</exception>
    public async Task<Response> AskAsync(Request request)
    {
        var lane = lanes[request.Model];
        return await lane.AnswerAsync(request)
            ?? throw new MemberStoppedException(
                lane.Stopped is null or ModelLane.Cancelled
                    ? ModelLane.Cancelled
                    : $"{request.Model} stopped: {lane.Stopped}"
            );
    }
}

/// <summary>A team cannot go on, because a model that it asks is no longer asked.</summary>
/// <param name="reason">Why, in a few words.</param>
internal sealed class MemberStoppedException(string reason) : Exception(reason);
