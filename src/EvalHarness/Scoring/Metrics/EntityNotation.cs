namespace EvalHarness.Scoring.Metrics;

/// <summary>How answers and targets write entities.</summary>
public enum EntityNotation
{
    /// <summary>One tag a word, such as <c>B-PER I-PER O</c>, separated by whitespace.</summary>
    Tags,

    /// <summary>One entity a line: its text, a comma, its type.</summary>
    Lines,
}
