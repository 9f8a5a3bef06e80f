namespace EvalHarness.Cli.Imports;

/// <summary>What a further score of a model on a sample is, in a further row or in a further column of that name.</summary>
internal enum RepeatedAs
{
    /// <summary>Another try of the same.</summary>
    Epochs,

    /// <summary>Another prompt of the same sample.</summary>
    Prompts,
}
