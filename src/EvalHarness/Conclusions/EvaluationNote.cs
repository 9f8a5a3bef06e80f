namespace EvalHarness.Conclusions;

/// <summary>What a note of an evaluation is about.</summary>
public enum NoteKind
{
    /// <summary>The comparison: what missing answers, few clusters, an early stop or the data do to its numbers.</summary>
    Comparison,

    /// <summary>Requests that failed, the commonest reasons first.</summary>
    Failure,

    /// <summary>A judge: how much it judged, what that cost, and how often it gave no verdict.</summary>
    Judge,

    /// <summary>How far a model repeats itself when it is asked the same again.</summary>
    Repeatability,

    /// <summary>A fault of the decision, for which there is none.</summary>
    DecisionFault,

    /// <summary>A finding about the decision that stands, for example that it was changed after the run.</summary>
    DecisionFinding,
}

/// <summary>One thing that a reader must know before trusting an evaluation, in one line.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Text">The line; faults and findings begin with the place in the file.</param>
public sealed record EvaluationNote(NoteKind Kind, string Text)
{
    /// <summary>The line.</summary>
    public override string ToString() => Text;
}
