using EvalHarness.Core;

namespace EvalHarness.Runs;

/// <summary>Is told how a run goes; called by many threads at once, and expected to return at once.</summary>
public interface IRunProgress
{
    /// <summary>Models are asked from now on.</summary>
    void Asking() { }

    /// <summary>Nothing is asked any more, and the log is closed: what follows is reckoning.</summary>
    void Asked() { }

    /// <summary>A model is about to be asked.</summary>
    /// <param name="model">Its name.</param>
    /// <param name="planned">Requests planned for it.</param>
    /// <param name="settled">How many of them were settled by an earlier execution of the run.</param>
    void Began(string model, long planned, long settled);

    /// <summary>An attempt is sent.</summary>
    /// <param name="model">Name of the model.</param>
    void Sent(string model);

    /// <summary>An attempt is over, whatever came of it.</summary>
    /// <param name="model">Name of the model.</param>
    void Returned(string model);

    /// <summary>A request will be attempted again.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="failure">Why.</param>
    /// <param name="wait">After how long.</param>
    void Retrying(string model, Failure failure, TimeSpan wait);

    /// <summary>A response is in the journal.</summary>
    /// <param name="response">The response.</param>
    void Settled(Response response);

    /// <summary>What a model is waited for; told to nobody by default.</summary>
    /// <param name="model">Its name.</param>
    /// <param name="what">What, in a few words; null when it is waited for no more.</param>
    void Waiting(string model, string? what) { }

    /// <summary>A model is asked no more, though not all was asked.</summary>
    /// <param name="model">Its name.</param>
    /// <param name="reason">Why, in one line.</param>
    void Stopped(string model, string reason);

    /// <summary>Something that the user must know and that ends nothing, such as a broken cache; told to nobody by default.</summary>
    /// <param name="note">What, in one line.</param>
    void Noted(string note) { }
}
