namespace EvalHarness.Suites;

/// <summary>A file that a suite was read from, as it stands: variables are named in it, never their values.</summary>
/// <param name="File">Path as the user or the including file gave it.</param>
/// <param name="Text">Its whole text, variables unresolved.</param>
/// <param name="Hash">Digest of the text, hexadecimal.</param>
public sealed record SuiteSource(string File, string Text, string Hash);
