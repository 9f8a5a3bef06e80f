using EvalHarness.Decisions.Information;
using EvalHarness.Decisions.Inputs;
using EvalHarness.Decisions.Specs;
using EvalHarness.Reports.Formats;

namespace EvalHarness.Reports.Verdicts;

/// <summary>Studies in words: what is done, and what it finds out.</summary>
/// <param name="spec">The decision.</param>
public sealed class StudyWords(DecisionSpec spec)
{
    private readonly ParameterWords inputs = new(spec);

    /// <summary>What a study finds out: <c>loss by a wrong answer</c>, <c>how good own gets</c>.</summary>
    /// <param name="study">Id of the study.</param>
    public string Finds(string study) =>
        Design(study) switch
        {
            ParameterStudy one => inputs.Phrase(one.Parameter),
            Pilot one => $"how good {one.Option} gets",
            SingleEval one => $"how good {one.Option} is",
            PairedEval one => $"which of {Names.List(one.Pair)} is better",
            _ => study,
        };

    /// <summary>What to do: <c>measure the loss by a wrong answer</c>, <c>build a pilot of own</c>.</summary>
    /// <param name="study">The study at the size that pays best.</param>
    public string Does(StudyValue study)
    {
        ArgumentNullException.ThrowIfNull(study);
        string samples = study.N is { } n ? Show.Count((long)n, "sample") : "samples";
        return Design(study.Id) switch
        {
            ParameterStudy one => $"measure the {inputs.Phrase(one.Parameter)}",
            Pilot one => $"build a pilot of {one.Option}",
            SingleEval one => $"have {one.Option} answer {samples} more",
            PairedEval one => $"have {Names.List(one.Pair)} answer {samples} more",
            _ => $"carry out {study.Id}",
        };
    }

    /// <summary>How long it takes: <c>1 month</c>; empty where nothing waits for it.</summary>
    /// <param name="study">Id of the study.</param>
    public string Wait(string study) => Study(study)?.DelayMonths is > 0 and var months ? Months(months) : "";

    /// <summary>A number of months: <c>1 month</c>, <c>2.5 months</c>.</summary>
    internal static string Months(double months) =>
        months == 1 ? "1 month" : Show.Number(months, months % 1 == 0 ? 0 : 1) + " months";

    private StudyDesign? Design(string study) => Study(study)?.Design;

    private StudySpec? Study(string id) => spec.Studies.FirstOrDefault(one => one.Id == id);
}
