namespace EvalHarness.Hosted;

/// <summary>A token, and until when it is good.</summary>
/// <param name="Text">The token.</param>
/// <param name="ExpiresAt">When it expires, in UTC; null when unknown.</param>
internal readonly record struct AccessToken(string Text, DateTimeOffset? ExpiresAt)
{
    /// <summary>Never the token.</summary>
    public override string ToString() => "***";
}
