using EvalHarness.Core;

namespace EvalHarness.Decisions.Specs;

/// <summary>Who is to run it all.</summary>
/// <param name="Mastery">What the team has mastered.</param>
[Keyword("team")]
public sealed record TeamSpec(Mastery Mastery);
