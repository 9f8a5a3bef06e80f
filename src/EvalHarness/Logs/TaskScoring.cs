using System.Collections.Immutable;
using System.Reflection;
using System.Text.RegularExpressions;
using EvalHarness.Core;
using EvalHarness.Scoring;
using EvalHarness.Scoring.Calls;
using EvalHarness.Scoring.Statements;
using EvalHarness.Yaml;

namespace EvalHarness.Logs;

/// <summary>How the responses of a task are scored: its answer format and metrics, ready for its labels.</summary>
internal sealed class TaskScoring
{
    private readonly bool acceptsAnything;

    /// <summary>Makes the metrics ready.</summary>
    /// <param name="task">The task.</param>
    /// <param name="format">Its answer format.</param>
    /// <param name="metrics">Its metrics, in the order of the suite.</param>
    public TaskScoring(TaskHeader task, IAnswerFormat format, IEnumerable<IMeasure> metrics)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(format);
        Task = task;
        Format = format is IToolCallFormat calls && task.Tools is { } tools ? calls.Over(ToolList.Read(tools)) : format;
        ImmutableArray<IMeasure> all = [.. metrics];
        Metrics = [.. all.OfType<IMetric>().Select(metric => metric.Over(task.Labels))];
        WeightedMetrics = [.. all.OfType<IWeightedMetric>()];
        MetricNames = [.. all.Select(metric => metric.Name)];
        acceptsAnything = format.Parse(Refusals.Example).IsUsable;
    }

    /// <summary>Makes answer format and metrics of what the header says of them.</summary>
    /// <param name="task">The task, as a run knew it.</param>
    /// <param name="catalog">The words that suites may use.</param>
    /// <exception cref="DocumentException">The header holds a word that is not in the catalog.</exception>
    public static TaskScoring Of(TaskHeader task, Catalog catalog)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(catalog);
        return new TaskScoring(
            task,
            catalog.Read<IAnswerFormat>(task.AnswerFormat),
            task.Metrics.Select(catalog.Read<IMeasure>)
        )
        {
            Assemblies = catalog.Assemblies,
        };
    }

    /// <summary>The assemblies that its words come from, where evaluators may be; empty where nobody said.</summary>
    public ImmutableArray<Assembly> Assemblies { get; init; } = [];

    /// <summary>The task.</summary>
    public TaskHeader Task { get; }

    /// <summary>Its answer format.</summary>
    public IAnswerFormat Format { get; }

    /// <summary>Its metrics with a vector a cell, in the order of the suite.</summary>
    public ImmutableArray<IMetric> Metrics { get; }

    /// <summary>Its metrics that need the whole set, in the order of the suite.</summary>
    public ImmutableArray<IWeightedMetric> WeightedMetrics { get; }

    /// <summary>Names of all metrics in the order of the suite.</summary>
    public ImmutableArray<string> MetricNames { get; }

    /// <summary>The answer format made ready for a sample: over the tools that it was offered where it has its own, over its words.</summary>
    /// <param name="sample">The sample.</param>
    public IAnswerFormat FormatOf(Sample sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        return
            Format is IToolCallFormat calls
            && Task.ToolsField is { } field
            && sample.Fields.GetValueOrDefault(field) is { } tools
            && !string.IsNullOrWhiteSpace(tools)
            ? calls.Over(ToolList.Read(tools))
            : Format.For(sample);
    }

    /// <summary>What became of a response once its text is read: the rules of src/decisions on outcomes.</summary>
    /// <param name="response">The response.</param>
    /// <param name="sample">The sample asked about; null where it is not at hand.</param>
    /// <returns>The outcome, and the answer or why there is none.</returns>
    /// <exception cref="DocumentException">A pattern was not done with the response in all its time; the fault names the sample.</exception>
    public (Outcome Outcome, Answer Answer) Resolve(Response response, Sample? sample = null)
    {
        ArgumentNullException.ThrowIfNull(response);
        try
        {
            return Read(response, sample);
        }
        catch (RegexMatchTimeoutException slow)
        {
            throw new DocumentException(NotDone(response, slow.MatchTimeout));
        }
    }

    // A limit makes no answer wrong: the scoring stops and says where.
    private Fault NotDone(Response response, TimeSpan limit)
    {
        string where =
            response.SampleId.Length == 0
                ? "a member's answer"
                : $"sample '{response.SampleId}' of model '{response.Model}'";
        return new Fault(
            new Location("responses.jsonl"),
            FormattableString.Invariant(
                $"a pattern of the answer of task '{Task.Name}' that is not done with {where} within {limit.TotalSeconds:0.###} s"
            ),
            "one without look-around and back-references, which takes time in proportion to the text"
        );
    }

    private (Outcome Outcome, Answer Answer) Read(Response response, Sample? sample)
    {
        if (response.Outcome is not (Outcome.Answered or Outcome.Truncated))
        {
            return (response.Outcome, Answer.None(Reason(response)));
        }

        if (response.Outcome == Outcome.Truncated)
        {
            return ResolveTruncated(response.Text);
        }

        if (!response.Likelihoods.IsDefaultOrEmpty)
        {
            return Choose(response);
        }

        if (Format is IToolCallFormat)
        {
            return ReadCalls(response, (IToolCallFormat)(sample is null ? Format : FormatOf(sample)));
        }

        if (string.IsNullOrWhiteSpace(response.Text))
        {
            return (Outcome.Empty, Answer.None("no text"));
        }

        if (acceptsAnything && Refusals.Opens(response.Text))
        {
            return (Outcome.Refused, Answer.None(Refusals.Reason));
        }

        var answer = (sample is null ? Format : FormatOf(sample)).Parse(response.Text);
        if (answer.IsUsable)
        {
            return (Outcome.Answered, answer);
        }

        return Refusals.Opens(response.Text)
            ? (Outcome.Refused, Answer.None(Refusals.Reason))
            : (Outcome.Unparsable, answer);
    }

    /// <summary>Calls need no text, and a text that declines may be right where nothing is to be called.</summary>
    private static (Outcome, Answer) ReadCalls(Response response, IToolCallFormat format)
    {
        if (string.IsNullOrWhiteSpace(response.Text) && response.ToolCalls.IsDefaultOrEmpty)
        {
            return (Outcome.Empty, Answer.None("no text and no call"));
        }

        var answer = format.Read(response.Text, response.ToolCalls);
        return answer.IsUsable ? (Outcome.Answered, answer)
            : Refusals.Opens(response.Text ?? "") ? (Outcome.Refused, Answer.None(Refusals.Reason))
            : (Outcome.Unparsable, answer);
    }

    private (Outcome, Answer) Choose(Response response)
    {
        var answer = Format is ILikelihoodFormat format
            ? format.Choose(response.Likelihoods)
            : Answer.None("likelihoods, where a text is read");
        return (answer.IsUsable ? Outcome.Answered : Outcome.Unparsable, answer);
    }

    /// <summary>
    /// A cut text has answered only where the missing end could not have changed the answer: a label that its first
    /// sentence already gives. A cut number, list or free text is not what the model would have said.
    /// </summary>
    private (Outcome, Answer) ResolveTruncated(string? text)
    {
        var cut = Answer.None("cut at the token limit");
        if (Format.Labels.IsDefaultOrEmpty || string.IsNullOrWhiteSpace(text) || Said.Of(text) is not { } said)
        {
            return (Outcome.Truncated, cut);
        }

        var answer = Format.Parse(text);
        return answer.IsUsable && Format.Parse(FirstSentence(said.Trim())).Value == answer.Value
            ? (Outcome.Answered, answer)
            : (Outcome.Truncated, cut);
    }

    private static string FirstSentence(string said)
    {
        for (int i = 0; i < said.Length; i++)
        {
            if (
                said[i] is '\n'
                || (said[i] is '.' or '!' or '?' && i + 1 < said.Length && char.IsWhiteSpace(said[i + 1]))
            )
            {
                return said[..(i + 1)];
            }
        }

        return said;
    }

    private static string Reason(Response response) =>
        response.Outcome switch
        {
            Outcome.Failed => response.Failure?.Kind ?? "failed",
            Outcome.NotRun => "not run",
            Outcome.Filtered => "a content filter withheld it",
            Outcome.Refused => "the model declined",
            _ => "no text",
        };
}
