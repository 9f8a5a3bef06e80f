namespace EvalHarness.Models.Recordings;

/// <summary>A model whose answers were made elsewhere, asked for in a way that somebody declares.</summary>
internal interface IRecordedModel : IModelProvider
{
    /// <summary>How the answers were asked for, as far as it is known; null where nothing is.</summary>
    /// <param name="context">What the model is given.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    ValueTask<Asked?> AskedAsync(ModelContext context, CancellationToken cancellationToken);

    /// <summary>Whether this tool wrote down all of the answers: then they were asked for as the suite says.</summary>
    /// <param name="context">What the model is given.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    ValueTask<bool> AreOwnAsync(ModelContext context, CancellationToken cancellationToken);
}
