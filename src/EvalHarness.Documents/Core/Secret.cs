namespace EvalHarness.Core;

/// <summary>A key or password; it can only come from an environment variable and never shows itself.</summary>
/// <remarks>Has no readable property on purpose, so that no serializer, record or log can print it by accident.</remarks>
/// <param name="value">The secret.</param>
public sealed class Secret(string value)
{
    /// <summary>Whether it stands written out in a document, for all to read, and is no secret: then there is nothing to hide.</summary>
    internal bool IsWritten { get; init; }

    /// <summary>The secret in the clear, for the one call that sends it.</summary>
    public string Reveal() => value;

    /// <summary>Three stars.</summary>
    public override string ToString() => "***";
}
