namespace EvalHarness.Conclusions.Preferences;

/// <summary>How often a model's answers are preferred, ties as halves.</summary>
/// <param name="Model">The model.</param>
/// <param name="Raw">The rate as it is on the board: over answers, each against all opponents that answered.</param>
/// <param name="LengthControlled">
/// The rate at equal lengths, the mean over opponents; null unless it is known against each of them:
/// <see cref="Statistics.Rankings.LengthControlledWinRate"/>.
/// </param>
/// <param name="Length">Mean number of characters of its answers.</param>
public sealed record WinRate(string Model, ClusteredRate Raw, ClusteredRate? LengthControlled, double? Length);

/// <summary>How often the answers of one model are preferred to those of another, ties as halves.</summary>
/// <param name="Model">The model.</param>
/// <param name="Against">The other one.</param>
/// <param name="Raw">The rate over pairs of answers with a whole verdict.</param>
/// <param name="LengthControlled">The rate at equal lengths; null where lengths do not differ enough to both sides.</param>
public sealed record PairWinRate(string Model, string Against, ClusteredRate Raw, ClusteredRate? LengthControlled);
