using EvalHarness.Core;

namespace EvalHarness.Logs;

/// <summary>The texts of a run that judges may be given, sample by sample.</summary>
/// <param name="Task">Name of the task.</param>
/// <param name="Sample">The sample.</param>
/// <param name="Texts">The text of each model and epoch, model by model in the order of the run; null where there is none to judge.</param>
internal sealed record JudgedTexts(string Task, Sample Sample, string?[] Texts)
{
    /// <summary>Reads the texts of the samples of some tasks, in the order of the samples.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="header">Its header.</param>
    /// <param name="tasks">Names of the tasks.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static IAsyncEnumerable<JudgedTexts> ReadAsync(
        RunFolder folder,
        RunHeader header,
        IReadOnlySet<string> tasks,
        CancellationToken cancellationToken = default
    ) => SampleResponses.ReadAsync(folder, header, tasks, cancellationToken).Select(Of);

    /// <summary>The texts, each once.</summary>
    public IEnumerable<string> Different => Texts.OfType<string>().Distinct(StringComparer.Ordinal);

    private static JudgedTexts Of(SampleResponses sample) =>
        new(
            sample.Task,
            sample.Sample,
            Array.ConvertAll(
                sample.Responses,
                response => response is not null && Judgements.IsJudged(response) ? response.Text : null
            )
        );
}
