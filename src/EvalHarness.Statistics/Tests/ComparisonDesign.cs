namespace EvalHarness.Statistics.Tests;

/// <summary>How the values of several models belong together.</summary>
public enum ComparisonDesign
{
    /// <summary>Every model has values of its own: the error is the spread within models.</summary>
    Independent,

    /// <summary>The same items for every model: the error is what is left after the effects of models and of items.</summary>
    Blocked,
}
