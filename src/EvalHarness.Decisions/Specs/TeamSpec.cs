using EvalHarness.Core;

namespace EvalHarness.Decisions.Specs;

/// <summary>Who is to run it all.</summary>
/// <param name="Mastery">What the team has mastered.</param>
/// <param name="Levels">What each level of mastery takes, in staff and in time: it is added to what the options cost and to the months until they serve. Nothing by default.</param>
[Keyword("team")]
public sealed record TeamSpec(Mastery Mastery, LevelsSpec? Levels = null);
