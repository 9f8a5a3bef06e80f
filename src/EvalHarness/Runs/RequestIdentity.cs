using System.Globalization;
using EvalHarness.Core;

namespace EvalHarness.Runs;

/// <summary>Identities: what makes two requests the same, so that it is paid for once.</summary>
internal static class RequestIdentity
{
    /// <summary>Changes when an identity comes to mean something else; then everything is asked again.</summary>
    private const string Scheme = "evalharness/request/1";

    /// <summary>
    /// Identity of a request: no name of suite, task or model and no place in a file is in it, so renaming and reordering
    /// change nothing, and all that decides the answer is.
    /// </summary>
    /// <param name="asking">Task content, model fingerprint and generation.</param>
    /// <param name="sample">The sample.</param>
    /// <param name="prompt">The rendered prompt.</param>
    /// <param name="epoch">Repeat, from 0.</param>
    public static string Of(Asking asking, Sample sample, Prompt prompt, int epoch) =>
        Digest.Of(
            Scheme,
            asking.TaskContent,
            sample.Id,
            sample.ContentHash,
            asking.Fingerprint,
            prompt.Hash,
            asking.GenerationKey,
            epoch.ToString(CultureInfo.InvariantCulture)
        );

    /// <summary>
    /// What tells a request from the others of its run. Two tasks or models that are the same but for their name share an
    /// identity, and so an answer in the cache, but each needs a line of its own.
    /// </summary>
    public static UInt128 InRun(string requestId, string task, string model) =>
        Key128.Of(Digest.Of(requestId, task, model));
}
