namespace EvalHarness.Prompts;

/// <summary>How many tokens a text has, or probably has.</summary>
/// <param name="Low">At least so many, in nine of ten texts like those it was fitted to; equal to the mean when counted.</param>
/// <param name="Mean">The best guess.</param>
/// <param name="High">At most so many; equal to the mean when counted.</param>
public readonly record struct TokenEstimate(double Low, double Mean, double High)
{
    /// <summary>A count that is known.</summary>
    /// <param name="tokens">The number that was counted.</param>
    public static TokenEstimate Exactly(long tokens) => new(tokens, tokens, tokens);

    /// <summary>The estimate of two texts together; their errors are taken to go together, as one tokenizer makes both.</summary>
    /// <param name="left">One text.</param>
    /// <param name="right">The other.</param>
    public static TokenEstimate operator +(TokenEstimate left, TokenEstimate right) => Add(left, right);

    /// <inheritdoc cref="op_Addition"/>
    public static TokenEstimate Add(TokenEstimate left, TokenEstimate right) =>
        new(left.Low + right.Low, left.Mean + right.Mean, left.High + right.High);
}
